package dog.rebe.ssh.testkit;

import dog.rebe.node.NodeId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What an embedded node is: its id, the system that it simulates, its labels, what it answers, and
 * what is wrong with it. Immutable: each method returns a changed copy.
 *
 * <pre>{@code
 * NodeDefinition.of("web-1", SimulatedSystem.debian())
 *     .label("role", "web")
 *     .answer("systemctl reload nginx", Answer.silent().exiting(1))
 *     .fault(Fault.slow(Duration.ofSeconds(1)))
 * }</pre>
 */
public final class NodeDefinition {

  private final String id;
  private final SimulatedSystem system;
  private final Map<String, String> labels;
  private final List<Fault> faults;
  private final Optional<String> password;
  private final boolean certified;
  private final NodeScript script;

  private NodeDefinition(
      String id,
      SimulatedSystem system,
      Map<String, String> labels,
      List<Fault> faults,
      Optional<String> password,
      boolean certified,
      NodeScript script) {
    this.id = new NodeId(id).value();
    this.system = Objects.requireNonNull(system, "system");
    this.labels = Map.copyOf(labels);
    this.faults = List.copyOf(faults);
    this.password = password;
    this.certified = certified;
    this.script = script;
  }

  /**
   * A healthy node without labels.
   *
   * @param id unique in its fleet; it is the node's host name, too
   */
  public static NodeDefinition of(String id, SimulatedSystem system) {
    return new NodeDefinition(
        id, system, Map.of(), List.of(), Optional.empty(), false, NodeScript.EMPTY);
  }

  /** The node's id. */
  public String id() {
    return id;
  }

  /** The system that it simulates. */
  public SimulatedSystem system() {
    return system;
  }

  /** Its labels. The typed node has one more, {@code system}, unless it is among them. */
  public Map<String, String> labels() {
    return labels;
  }

  /** What is wrong with it when it starts. */
  public List<Fault> faults() {
    return faults;
  }

  /** With this label. */
  public NodeDefinition label(String key, String value) {
    return new NodeDefinition(
        id, system, NodeScript.with(labels, key, value), faults, password, certified, script);
  }

  /** With this fault in addition. */
  public NodeDefinition fault(Fault fault) {
    List<Fault> all = new ArrayList<>(faults);
    all.add(Objects.requireNonNull(fault, "fault"));
    return new NodeDefinition(id, system, labels, all, password, certified, script);
  }

  /**
   * With this password, which lets a client in by the methods password and keyboard-interactive.
   * The fleet's client key lets in as well.
   */
  public NodeDefinition password(String secret) {
    return new NodeDefinition(id, system, labels, faults, Optional.of(secret), certified, script);
  }

  /**
   * With a host certificate, signed by the fleet's authority, which known_hosts then trusts in
   * place of the key.
   */
  public NodeDefinition certified() {
    return new NodeDefinition(id, system, labels, faults, password, true, script);
  }

  /** With this program in its path, in place of one that all nodes have. */
  public NodeDefinition program(String name, Program program) {
    return scripted(script.withProgram(name, program));
  }

  /**
   * With this answer to this command; it comes before all programs.
   *
   * @param command program and arguments with one space between two, or the text of a script
   */
  public NodeDefinition answer(String command, Answer answer) {
    return scripted(script.withAnswer(command, answer));
  }

  /**
   * With this answer of a member of a batch. One that hangs is reported as abandoned at once.
   *
   * @param member for instance the member of a fact's topic
   */
  public NodeDefinition member(String member, Answer answer) {
    return scripted(script.withMember(member, answer));
  }

  /**
   * With a file of this text.
   *
   * @param path absolute
   */
  public NodeDefinition file(String path, String text) {
    if (!path.startsWith("/")) {
      throw new IllegalArgumentException(
          "The path '" + path + "' is not absolute: begin it with /");
    }
    return scripted(script.withFile(path, text));
  }

  /** With this value for a placeholder of the system's texts, for instance {@code memory_kib}. */
  public NodeDefinition value(String name, String value) {
    return scripted(script.withValue(name, value));
  }

  Optional<String> password() {
    return password;
  }

  boolean isCertified() {
    return certified;
  }

  NodeScript script() {
    return script;
  }

  private NodeDefinition scripted(NodeScript changed) {
    return new NodeDefinition(id, system, labels, faults, password, certified, changed);
  }

  @Override
  public String toString() {
    return id + " (" + system + ")";
  }
}
