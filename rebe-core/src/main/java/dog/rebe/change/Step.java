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
  private final @Nullable Command<?> undo;

  private Step(
      String id,
      String purpose,
      List<NodeId> nodes,
      Command<?> command,
      List<String> after,
      @Nullable Command<?> undo) {
    this.id = id;
    this.purpose = purpose;
    this.nodes = nodes;
    this.command = command;
    this.after = after;
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
    return new Step(id, purpose, copy, Objects.requireNonNull(command), List.of(), null);
  }

  /**
   * The same step, to be run only once these steps of the plan have ended well on all their nodes.
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
    return new Step(id, purpose, nodes, command, List.copyOf(all), undo);
  }

  /** The same step with the command that takes it back on one of its nodes. */
  public Step undo(Command<?> command) {
    return new Step(
        id, purpose, nodes, this.command, after, Objects.requireNonNull(command, "command"));
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
