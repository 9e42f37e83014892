package dog.rebe.protocol.session;

import dog.rebe.change.ApprovalGate;
import dog.rebe.command.Command;
import dog.rebe.command.StandardInput;
import dog.rebe.execution.CommandExecutor;
import dog.rebe.execution.CommandExecutorBuilder;
import dog.rebe.execution.FleetOptions;
import dog.rebe.execution.FleetRun;
import dog.rebe.node.Node;
import dog.rebe.node.Selector;
import dog.rebe.node.SelectorException;
import dog.rebe.outcome.CapturedOutput;
import dog.rebe.outcome.FailureKind;
import dog.rebe.protocol.wire.FleetResults;
import dog.rebe.protocol.wire.FleetStart;
import dog.rebe.protocol.wire.Frame;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The runs that an agent drives for one caller. Thread-safe. */
final class AgentRuns {

  private static final int DEFAULT_KEYS = 100;
  private static final int MOST_KEYS = 10_000;

  private final AgentSide agent;
  private final AgentSession session;
  private final Map<Long, AgentRun> runs = new HashMap<>();
  private final Map<Long, SessionExecutor> approved = new HashMap<>();
  private final SessionExecutor executor;

  AgentRuns(AgentSide agent, AgentSession session) {
    this.agent = agent;
    this.session = session;
    this.executor = new SessionExecutor(() -> executor(agent.approvalGate()), agent.workers());
  }

  synchronized @Nullable AgentRun find(long number) {
    return runs.get(number);
  }

  /** Begins a run that has its place among the agent's calls; false if it was refused. */
  boolean start(FleetStart start) {
    try {
      AgentRun run;
      Command<CapturedOutput> command = command(start);
      List<Node> nodes = nodes(start);
      FleetOptions.Builder options =
          FleetOptions.builder()
              .concurrency(Math.max(1, start.getConcurrency()))
              .deadline(Nanos.toDuration(Math.max(1, start.getTimeLeftNanos())));
      if (start.hasMaxFailures()) {
        options.maxFailures(start.getMaxFailures() < 0 ? Long.MAX_VALUE : start.getMaxFailures());
      }
      synchronized (this) {
        CommandExecutor own =
            start.hasApproval() ? approved(start, command, nodes) : executor.get();
        FleetRun<CapturedOutput> driven = own.start(command, nodes, options.build());
        run = new AgentRun(start.getRun(), session, folding(start), driven);
        runs.put(start.getRun(), run);
      }
      run.begin();
      return true;
    } catch (Admittance.RefusedException e) {
      refuse(start.getRun(), e.kind(), e.detail());
    } catch (IllegalArgumentException | IllegalStateException e) {
      refuse(
          start.getRun(), FailureKind.UNSUPPORTED, "The agent cannot run this: " + e.getMessage());
    }
    return false;
  }

  private Folding folding(FleetStart start) {
    int keys = start.getMaxGroups() == 0 ? DEFAULT_KEYS : start.getMaxGroups();
    return new Folding(
        session.terms().peerFrameBytes(), keys < 0 ? MOST_KEYS : Math.min(keys, MOST_KEYS));
  }

  private CommandExecutor executor(Optional<ApprovalGate> gate) {
    CommandExecutorBuilder builder =
        CommandExecutor.builder()
            .transport(new PolicedTransport(agent, session.terms().peer()))
            .scheduler(agent.scheduler());
    gate.ifPresent(builder::approvalGate);
    return builder.build();
  }

  /** An executor of its own, whose gate the approval opens. */
  private CommandExecutor approved(
      FleetStart start, Command<CapturedOutput> command, List<Node> nodes)
      throws Admittance.RefusedException {
    if (start.getAllNodes() || !start.getSelector().isEmpty()) {
      throw new Admittance.RefusedException(
          FailureKind.APPROVAL_REFUSED, "An approval is for nodes that the run names by their ids");
    }
    Approvals believed =
        agent
            .approvals()
            .orElseThrow(
                () ->
                    new Admittance.RefusedException(
                        FailureKind.APPROVAL_REFUSED, "No approver is enrolled with this agent"));
    ApprovalGate gate =
        believed.gate(
            ApprovalMessage.read(start.getApproval()),
            command,
            nodes.stream().map(Node::id).toList());
    SessionExecutor own = new SessionExecutor(() -> executor(Optional.of(gate)), agent.workers());
    approved.put(start.getRun(), own);
    return own.get();
  }

  private Command<CapturedOutput> command(FleetStart start) throws Admittance.RefusedException {
    Command<CapturedOutput> command =
        new CommandReading(StandardInput.none()).read(start.getCommand());
    if (start.getCommand().getInput().hasStreamed() || !command.secrets().isEmpty()) {
      throw new Admittance.RefusedException(
          FailureKind.UNSUPPORTED, "A run has no secrets and no standard input that is a stream");
    }
    long output = command.limits().stdoutBytes() + command.limits().stderrBytes();
    int most = session.terms().peerFrameBytes() / 2;
    if (output > most) {
      throw new Admittance.RefusedException(
          FailureKind.UNSUPPORTED,
          "An outcome of up to "
              + output
              + " bytes does not fit beside others: limit both streams"
              + " together to "
              + most);
    }
    return command;
  }

  private List<Node> nodes(FleetStart start) throws Admittance.RefusedException {
    if (start.getSelector().isEmpty() && !start.getAllNodes()) {
      if (start.getNodeIdsCount() == 0) {
        throw new Admittance.RefusedException(
            FailureKind.UNSUPPORTED, "The run names no nodes and no selector");
      }
      Admittance admittance = new Admittance(agent, session.terms().peer());
      Set<String> ids = new LinkedHashSet<>(start.getNodeIdsList());
      List<Node> nodes = new ArrayList<>(ids.size());
      for (String id : ids) {
        nodes.add(admittance.node(id));
      }
      return nodes;
    }
    Optional<List<Node>> known = agent.roster();
    if (known.isEmpty()) {
      throw new Admittance.RefusedException(
          FailureKind.UNSUPPORTED, "The agent has no list of its nodes: name them by their ids");
    }
    try {
      Selector selector =
          start.getAllNodes() ? Selector.all() : Selector.parse(start.getSelector());
      return known.get().stream().filter(selector::matches).toList();
    } catch (SelectorException e) {
      throw new Admittance.RefusedException(
          FailureKind.UNSUPPORTED, "The agent cannot read the selector: " + e.getMessage());
    }
  }

  /** Says that nothing of the run began. */
  void refuse(long number, FailureKind kind, String detail) {
    session.send(
        Frame.newBuilder()
            .setFleetResults(
                FleetResults.newBuilder()
                    .setRun(number)
                    .setDone(true)
                    .setNotBegun(true)
                    .setFailure(EndMessage.cause(kind, detail)))
            .build());
  }

  boolean remove(long number) {
    SessionExecutor own;
    boolean was;
    synchronized (this) {
      was = runs.remove(number) != null;
      own = approved.remove(number);
    }
    if (own != null) {
      own.close();
    }
    return was;
  }

  /** The caller has gone: what runs is ended. */
  void close() {
    // First, so that a run that begins meanwhile is refused, or among those that are left.
    executor.close();
    List<AgentRun> left;
    List<SessionExecutor> own;
    synchronized (this) {
      left = new ArrayList<>(runs.values());
      runs.clear();
      own = new ArrayList<>(approved.values());
      approved.clear();
    }
    left.forEach(AgentRun::cancel);
    left.forEach(run -> agent.endCall());
    own.forEach(SessionExecutor::close);
  }
}
