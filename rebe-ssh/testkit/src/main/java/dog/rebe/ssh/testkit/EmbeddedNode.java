package dog.rebe.ssh.testkit;

import dog.rebe.node.Endpoint;
import dog.rebe.node.Node;
import dog.rebe.node.NodeId;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A simulated SSH node inside the JVM, on a port of the loopback address. Thread-safe. */
public final class EmbeddedNode {

  /** The user name in the endpoints; the nodes take any other as well. */
  public static final String USER = "robot";

  static final String HOST = "127.0.0.1";

  private final NodeState state;
  private final NodeDoor door;
  private final Node node;
  private final PublicKey authority;

  EmbeddedNode(NodeState state, NodeDoor door, PublicKey authority) {
    this.authority = authority;
    this.state = state;
    this.door = door;
    Map<String, String> labels = new HashMap<>(state.definition().labels());
    labels.putIfAbsent("system", state.definition().system().name());
    this.node =
        new Node(
            new NodeId(state.definition().id()), Endpoint.ssh(USER, HOST, door.port()), labels);
  }

  /** The node as rebe sees it: id, endpoint and labels. */
  public Node node() {
    return node;
  }

  /** Its id. */
  public String id() {
    return state.definition().id();
  }

  /** Its port on 127.0.0.1. It stays the same while the fleet lives, whatever the faults are. */
  public int port() {
    return door.port();
  }

  /** What it was defined as. */
  public NodeDefinition definition() {
    return state.definition();
  }

  /**
   * The text of one of its files; empty if there is none.
   *
   * @param path absolute
   */
  public Optional<String> file(String path) {
    return state
        .files()
        .file(path)
        .map(stored -> new String(stored.content(), StandardCharsets.UTF_8));
  }

  /**
   * Puts a file of this text there, readable by all, in place of what was there.
   *
   * @param path absolute
   */
  public void writeFile(String path, String text) {
    state.files().write(path, text.getBytes(StandardCharsets.UTF_8), 0644);
  }

  /**
   * Takes a file away; nothing happens if there is none.
   *
   * @param path absolute
   */
  public void deleteFile(String path) {
    state.files().delete(path);
  }

  /** What is wrong with it now. */
  public List<Fault> faults() {
    return state.faults();
  }

  /**
   * Gives it these faults in place of those that it had. Sessions that are open feel those of
   * channels and commands at once; a {@link ConnectionFault} closes them.
   */
  public void become(Fault... faults) {
    List<Fault> all = List.of(faults);
    state.faults(all);
    door.swing(state);
  }

  /** Takes all faults away. */
  public void heal() {
    become();
  }

  /** Closes all its sessions in the middle of whatever they do. */
  public void cutSessions() {
    state.cutSessions();
  }

  /**
   * Starts the machine anew: all processes and sessions end, and its journal of tokens begins
   * again, so that no token of before is ever run. Its files stay.
   */
  public void restart() {
    state.journal().restart();
    state.processes().terminateAll();
    state.cutSessions();
  }

  /** What it has seen so far. */
  public NodeStatistics statistics() {
    return state.tally().statistics(state.processes().count());
  }

  /** The commands that began on it, oldest first, no more than the latest 256. */
  public List<Execution> executions() {
    return state.tally().latestExecutions();
  }

  /** The commands that have not ended, with or without a channel. */
  public List<Execution> running() {
    return state.processes().executions();
  }

  /** Ends them, as the signal TERM would. */
  public void endProcesses() {
    state.processes().terminateAll();
  }

  /**
   * The line of known_hosts that trusts it, without a newline; it names port and id. For a node
   * with a host certificate it trusts the authority that signed it.
   */
  public String knownHostsLine() {
    boolean certified = state.definition().isCertified();
    return "%s[%s]:%d,%s %s"
        .formatted(
            certified ? "@cert-authority " : "",
            HOST,
            port(),
            id(),
            Ed25519.publicLine(certified ? authority : state.keys().enrolled().getPublic()));
  }

  /**
   * The fingerprint of the host key that is in known_hosts, as {@code ssh-keygen -l} prints it:
   * {@code SHA256:...}.
   */
  public String fingerprint() {
    return Ed25519.fingerprint(state.keys().enrolled().getPublic());
  }

  @Override
  public String toString() {
    return id() + " (" + state.definition().system() + " on " + HOST + ":" + port() + ")";
  }
}
