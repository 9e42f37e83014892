package dog.rebe.ssh.testkit;

import dog.rebe.node.Node;
import dog.rebe.node.NodeId;
import dog.rebe.ssh.testkit.wire.FakePeers;
import java.io.IOException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Simulated SSH nodes inside the JVM, each on a port of its own on 127.0.0.1, with its own host
 * key. What goes over the wire is real SSH; what the nodes answer is scripted, and no command runs
 * on this machine.
 *
 * <pre>{@code
 * try (EmbeddedFleet fleet = EmbeddedFleet.start(50)) {
 *   for (Node node : fleet.inventory()) { ... }
 * }
 * }</pre>
 *
 * <p>Clients need {@link #clientKey()} (or {@link #clientKeyText()}) and {@link #knownHosts()};
 * {@link #writeTo} writes them as files that ssh itself understands. A fleet has five threads at
 * most, however many nodes it has, and {@link #close()} ends them. Thread-safe.
 */
public final class EmbeddedFleet implements AutoCloseable {

  private final KeyPair clientKey = Ed25519.generate();
  private final Clock clock = Clock.systemUTC();
  private final SshEngine engine = new SshEngine(clientKey.getPublic(), clock);
  private final FakePeers peers = FakePeers.open();
  private final Map<String, EmbeddedNode> nodes = new LinkedHashMap<>();
  private final List<NodeDoor> doors = new ArrayList<>();

  private EmbeddedFleet(List<NodeDefinition> definitions, long seed) {
    try {
      for (NodeDefinition definition : definitions) {
        add(definition, seed);
      }
    } catch (RuntimeException failed) {
      close();
      throw failed;
    }
  }

  /** A mix of this many nodes as {@link DemoFleet} has them, some of them faulty. */
  public static EmbeddedFleet start(int count) {
    return start(DemoFleet.of(count));
  }

  /** These nodes. */
  public static EmbeddedFleet start(NodeDefinition... definitions) {
    return start(List.of(definitions));
  }

  /** These nodes. */
  public static EmbeddedFleet start(List<NodeDefinition> definitions) {
    return start(definitions, DemoFleet.SEED);
  }

  /**
   * These nodes.
   *
   * @param definitions not empty, with unique ids
   * @param seed the values that differ from node to node are the same for the same seed
   * @throws IllegalArgumentException if two nodes have the same id
   * @throws java.io.UncheckedIOException if ports cannot be had
   */
  public static EmbeddedFleet start(List<NodeDefinition> definitions, long seed) {
    if (definitions.isEmpty()) {
      throw new IllegalArgumentException("A fleet needs at least one node");
    }
    return new EmbeddedFleet(definitions, seed);
  }

  /** All nodes, in the order of their definitions. */
  public List<EmbeddedNode> nodes() {
    return List.copyOf(nodes.values());
  }

  /**
   * The node of this id.
   *
   * @throws IllegalArgumentException if there is none
   */
  public EmbeddedNode node(String id) {
    EmbeddedNode node = nodes.get(id);
    if (node == null) {
      throw new IllegalArgumentException("The fleet has no node '" + id + "'");
    }
    return node;
  }

  /** All nodes as rebe sees them. */
  public List<Node> inventory() {
    return nodes.values().stream().map(EmbeddedNode::node).toList();
  }

  /** The Ed25519 key that all nodes let in. */
  public KeyPair clientKey() {
    return clientKey;
  }

  /** The private client key in OpenSSH's format, without a passphrase. */
  public String clientKeyText() {
    return Ed25519.privateText(clientKey, "embedded-fleet");
  }

  /**
   * A certificate of the client key, signed by the fleet's own authority: nodes let it in as they
   * do the key alone, but only under this user name and until it has expired.
   *
   * @param user the login name that it is for
   * @param validity how long from now; may be negative for one that has expired
   * @return a line for a file with the name of the key and {@code -cert.pub}
   */
  public String clientCertificate(String user, Duration validity) {
    return Ed25519.publicLine(engine.authority().user(clientKey.getPublic(), user, validity));
  }

  /** The content of a known_hosts file that trusts all nodes. */
  public String knownHosts() {
    return nodes.values().stream()
        .map(node -> node.knownHostsLine() + "\n")
        .collect(Collectors.joining());
  }

  /** The fingerprints of the host keys in known_hosts, by node. */
  public Map<NodeId, String> fingerprints() {
    return nodes.values().stream()
        .collect(Collectors.toMap(node -> node.node().id(), EmbeddedNode::fingerprint));
  }

  /** What all nodes together have seen so far. */
  public NodeStatistics statistics() {
    return nodes.values().stream()
        .map(EmbeddedNode::statistics)
        .reduce(NodeStatistics.NONE, NodeStatistics::plus);
  }

  /**
   * Writes the client key, known_hosts, an ssh_config and a host list into a folder, so that {@code
   * ssh -F FOLDER/ssh_config ID} reaches a node.
   *
   * @param folder is made if it is not there
   */
  public FleetFiles writeTo(Path folder) throws IOException {
    return FleetFiles.write(this, folder);
  }

  /** Closes all nodes, ends all sessions and all threads. */
  @Override
  public void close() {
    doors.forEach(NodeDoor::close);
    engine.close();
    peers.close();
  }

  private void add(NodeDefinition definition, long seed) {
    if (nodes.containsKey(definition.id())) {
      throw new IllegalArgumentException("Two nodes have the id '" + definition.id() + "'");
    }
    NodeState state = new NodeState(definition, seed, clock);
    NodeDoor door = new NodeDoor(engine, peers, state);
    doors.add(door);
    nodes.put(definition.id(), new EmbeddedNode(state, door, engine.authority().publicKey()));
  }

  @Override
  public String toString() {
    return "EmbeddedFleet of " + nodes.size();
  }
}
