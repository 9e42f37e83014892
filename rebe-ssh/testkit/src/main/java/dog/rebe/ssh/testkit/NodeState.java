package dog.rebe.ssh.testkit;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.sshd.common.session.Session;

/** What the engine knows of one node. Thread-safe. */
final class NodeState {

  private final NodeDefinition definition;
  private final NodeKeys keys;
  private final NodeShell shell;
  private final NodeFiles files;
  private final NodeJournal journal;
  private final ProcessTable processes;
  private final NodeTally tally = new NodeTally();
  private final Set<Session> sessions = ConcurrentHashMap.newKeySet();
  private volatile List<Fault> faults;

  NodeState(NodeDefinition definition, long seed, InstantSource clock) {
    this.definition = definition;
    this.keys = new NodeKeys();
    this.processes = new ProcessTable();
    this.journal = new NodeJournal(definition.id(), clock);
    Personality personality = new Personality(definition, seed, clock);
    this.files = new NodeFiles(definition, personality, clock);
    this.shell = new NodeShell(definition, personality, files, processes, journal);
    this.faults = definition.faults();
  }

  NodeDefinition definition() {
    return definition;
  }

  NodeKeys keys() {
    return keys;
  }

  NodeShell shell() {
    return shell;
  }

  NodeFiles files() {
    return files;
  }

  ProcessTable processes() {
    return processes;
  }

  NodeJournal journal() {
    return journal;
  }

  NodeTally tally() {
    return tally;
  }

  List<Fault> faults() {
    return faults;
  }

  void faults(List<Fault> newFaults) {
    faults = List.copyOf(newFaults);
  }

  /** The first fault of this family. */
  <F extends Fault> Optional<F> fault(Class<F> family) {
    for (Fault fault : faults) {
      if (family.isInstance(fault)) {
        return Optional.of(family.cast(fault));
      }
    }
    return Optional.empty();
  }

  boolean has(Class<? extends Fault> kind) {
    return fault(kind).isPresent();
  }

  void sessionCreated(Session session) {
    sessions.add(session);
    tally.sessionOpened();
  }

  void sessionClosed(Session session) {
    if (sessions.remove(session)) {
      tally.sessionClosed();
    }
  }

  void cutSessions() {
    sessions.forEach(session -> session.close(true));
  }
}
