package dog.rebe.change;

import dog.rebe.command.Command;
import dog.rebe.command.Effect;
import dog.rebe.node.NodeId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One step of a {@link Plan}: a command for some nodes, in words what it is for, and what takes it
 * back where something can. Immutable; nothing here runs anything.
 */
public final class Step {

  private final String id;
  private final String purpose;
  private final List<NodeId> nodes;
  private final Command<?> command;
  private final List<String> after;
  private final List<Precondition> preconditions;
  private final @Nullable Command<?> preview;
  private final @Nullable Command<?> probe;
  private final @Nullable Command<?> undo;

  private Step(
      String id,
      String purpose,
      List<NodeId> nodes,
      Command<?> command,
      List<String> after,
      List<Precondition> preconditions,
      @Nullable Command<?> preview,
      @Nullable Command<?> probe,
      @Nullable Command<?> undo) {
    this.id = id;
    this.purpose = purpose;
    this.nodes = nodes;
    this.command = command;
    this.after = after;
    this.preconditions = preconditions;
    this.preview = preview;
    this.probe = probe;
    this.undo = undo;
  }

  /**
   * A step that depends on no other and cannot be taken back.
   *
   * @param id letters, digits and hyphens in lower case, at most 64, unique in its plan
   * @param purpose one sentence for the owner of the machines
   * @param command what is run
   * @param nodes where, in this order; at least one, none twice; copied
   */
  public static Step of(String id, String purpose, Command<?> command, List<NodeId> nodes) {
    requireId(id);
    if (purpose.isBlank()) {
      throw new IllegalArgumentException("The step " + id + " needs a purpose in words");
    }
    List<NodeId> copy = List.copyOf(nodes);
    if (copy.isEmpty()) {
      throw new IllegalArgumentException("The step " + id + " has no node to run on");
    }
    if (Set.copyOf(copy).size() != copy.size()) {
      throw new IllegalArgumentException("The step " + id + " names a node twice");
    }
    return new Step(
        id, purpose, copy, Objects.requireNonNull(command), List.of(), List.of(), null, null, null);
  }

  /**
   * The same step, to be run on a node only once these steps of the plan have ended well there;
   * where one of them does not run on that node, once it has ended well on all of its own.
   */
  public Step after(String... steps) {
    List<String> all = new ArrayList<>(after);
    for (String step : steps) {
      requireId(step);
      if (step.equals(id) || all.contains(step)) {
        throw new IllegalArgumentException(
            "The step " + id + " cannot come after " + step + (step.equals(id) ? "" : " twice"));
      }
      all.add(step);
    }
    return new Step(
        id, purpose, nodes, command, List.copyOf(all), preconditions, preview, probe, undo);
  }

  /** The same step, which begins on a node only if this holds there just before. */
  public Step requires(Precondition precondition) {
    List<Precondition> all = new ArrayList<>(preconditions);
    all.add(Objects.requireNonNull(precondition, "precondition"));
    for (NodeId node : precondition.expected().keySet()) {
      if (!nodes.contains(node)) {
        throw new IllegalArgumentException(
            "The step " + id + " expects an answer of " + node + ", on which it does not run");
      }
    }
    return new Step(id, purpose, nodes, command, after, List.copyOf(all), preview, probe, undo);
  }

  /**
   * The same step with a read-only command that prints, in lines for the owner, what the step would
   * do on a node.
   */
  public Step preview(Command<?> command) {
    return new Step(
        id, purpose, nodes, this.command, after, preconditions, readOnly(command), probe, undo);
  }

  /**
   * The same step with a read-only command that ends with an accepted exit on a node exactly where
   * the step has been done, and with another status from 0 to 125 where it has not: 126, 127 and a
   * signal tell of a probe that could not look, and leave the step unknown. It is asked where
   * nothing else can tell, for instance after a machine was restarted in the middle of the step.
   */
  public Step probe(Command<?> command) {
    return new Step(
        id, purpose, nodes, this.command, after, preconditions, preview, readOnly(command), undo);
  }

  /** The same step with the command that takes it back on one of its nodes. */
  public Step undo(Command<?> command) {
    return new Step(
        id,
        purpose,
        nodes,
        this.command,
        after,
        preconditions,
        preview,
        probe,
        Objects.requireNonNull(command, "command"));
  }

  private Command<?> readOnly(Command<?> command) {
    if (command.effect().hasImpact()) {
      throw new IllegalArgumentException(
          "The command '"
              + command
              + "' of the step "
              + id
              + " changes the machine: preview and"
              + " probe only read");
    }
    return command;
  }

  /** Its name, unique in its plan. */
  public String id() {
    return id;
  }

  /** What it is for, in words for the owner. */
  public String purpose() {
    return purpose;
  }

  /** Where it runs, in this order. */
  public List<NodeId> nodes() {
    return nodes;
  }

  /** What it runs. */
  public Command<?> command() {
    return command;
  }

  /** What it does to a machine: its command's effect. */
  public Effect effect() {
    return command.effect();
  }

  /** The steps that must have ended well before it. */
  public List<String> after() {
    return after;
  }

  /** What must hold on a node just before. */
  public List<Precondition> preconditions() {
    return preconditions;
  }

  /** What prints, without doing it, what the step would do on a node. */
  public Optional<Command<?>> preview() {
    return Optional.ofNullable(preview);
  }

  /** What tells whether the step has been done on a node. */
  public Optional<Command<?>> probe() {
    return Optional.ofNullable(probe);
  }

  /** What takes it back on one of its nodes, where something can. */
  public Optional<Command<?>> undo() {
    return Optional.ofNullable(undo);
  }

  Map<String, Object> canonical() {
    Map<String, Object> form = new LinkedHashMap<>();
    form.put("id", id);
    form.put("purpose", purpose);
    form.put("nodes", nodes.stream().map(NodeId::value).toList());
    form.put("command", CanonicalCommand.of(command));
    form.put("after", after);
    if (!preconditions.isEmpty()) {
      form.put("preconditions", preconditions.stream().map(Precondition::canonical).toList());
    }
    preview().ifPresent(command -> form.put("preview", CanonicalCommand.of(command)));
    probe().ifPresent(command -> form.put("probe", CanonicalCommand.of(command)));
    undo().ifPresent(command -> form.put("undo", CanonicalCommand.of(command)));
    return form;
  }

  private static void requireId(String id) {
    if (!id.matches("[a-z0-9-]{1,64}")) {
      throw new IllegalArgumentException(
          "'" + id + "' is no name of a step: use 1 to 64 of a-z, 0-9 and '-'");
    }
  }

  @Override
  public String toString() {
    return id + ": " + purpose;
  }
}
