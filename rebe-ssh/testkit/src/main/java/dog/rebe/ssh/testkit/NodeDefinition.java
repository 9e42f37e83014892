package dog.rebe.ssh.testkit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
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
 *
 * @param id the node's id, unique in its fleet, and its host name
 * @param system what it simulates
 * @param labels labels of the typed node; {@code system} is added unless given
 * @param programs by name; they come before those of the system
 * @param answers by command line, words parted by one space; they come before all programs
 * @param files contents by absolute path; they come before those of the system
 * @param values of the placeholders in the system's texts; they come before the generated ones
 * @param faults what is wrong with it
 * @param password lets a client in as well as the fleet's client key does; none unless given
 */
public record NodeDefinition(
    String id,
    SimulatedSystem system,
    Map<String, String> labels,
    Map<String, Program> programs,
    Map<String, Answer> answers,
    Map<String, String> files,
    Map<String, String> values,
    List<Fault> faults,
    Optional<String> password) {

  public NodeDefinition {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(system, "system");
    labels = Map.copyOf(labels);
    programs = Map.copyOf(programs);
    answers = Map.copyOf(answers);
    files = Map.copyOf(files);
    values = Map.copyOf(values);
    faults = List.copyOf(faults);
    Objects.requireNonNull(password, "password");
  }

  /** A healthy node without labels. */
  public static NodeDefinition of(String id, SimulatedSystem system) {
    return new NodeDefinition(
        id, system, Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), List.of(), Optional.empty());
  }

  /** With this label. */
  public NodeDefinition label(String key, String value) {
    return new NodeDefinition(
        id, system, with(labels, key, value), programs, answers, files, values, faults, password);
  }

  /** With this program in its path. */
  public NodeDefinition program(String name, Program program) {
    return new NodeDefinition(
        id,
        system,
        labels,
        with(programs, name, program),
        answers,
        files,
        values,
        faults,
        password);
  }

  /**
   * With this answer to this command.
   *
   * @param command program and arguments, parted by one space
   */
  public NodeDefinition answer(String command, Answer answer) {
    return new NodeDefinition(
        id,
        system,
        labels,
        programs,
        with(answers, command, answer),
        files,
        values,
        faults,
        password);
  }

  /** With a file of this text. */
  public NodeDefinition file(String path, String text) {
    if (!path.startsWith("/")) {
      throw new IllegalArgumentException(
          "The path '" + path + "' is not absolute: begin it with /");
    }
    return new NodeDefinition(
        id, system, labels, programs, answers, with(files, path, text), values, faults, password);
  }

  /** With this value for a placeholder of the system's texts, for instance {@code memory_kib}. */
  public NodeDefinition value(String name, String value) {
    return new NodeDefinition(
        id, system, labels, programs, answers, files, with(values, name, value), faults, password);
  }

  /** With this fault in addition. */
  public NodeDefinition fault(Fault fault) {
    List<Fault> all = new ArrayList<>(faults);
    all.add(Objects.requireNonNull(fault, "fault"));
    return new NodeDefinition(id, system, labels, programs, answers, files, values, all, password);
  }

  /** With this password, which it takes by the methods password and keyboard-interactive. */
  public NodeDefinition password(String secret) {
    return new NodeDefinition(
        id, system, labels, programs, answers, files, values, faults, Optional.of(secret));
  }

  private static <V> Map<String, V> with(Map<String, V> map, String key, V value) {
    Map<String, V> all = new LinkedHashMap<>(map);
    all.put(Objects.requireNonNull(key, "key"), Objects.requireNonNull(value, "value"));
    return all;
  }
}
