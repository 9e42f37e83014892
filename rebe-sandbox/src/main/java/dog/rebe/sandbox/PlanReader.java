package dog.rebe.sandbox;

import dog.rebe.change.Plan;
import dog.rebe.change.Step;
import dog.rebe.command.Argument;
import dog.rebe.command.Command;
import dog.rebe.command.Effect;
import dog.rebe.command.Impact;
import dog.rebe.command.Repetition;
import dog.rebe.node.NodeId;
import dog.rebe.outcome.CapturedOutput;
import dog.rebe.sandbox.VerbCall.BadAnswerException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads the plan of a plugin's answer. */
record PlanReader(PlanTerms terms) {

  private static final int MAX_ARGUMENTS = 1000;

  /** The plan; empty if the answer says instead that nothing is to be done. */
  Optional<Plan> read(JsonNode answer) throws BadAnswerException {
    if (answer.has("nothing") && !answer.has("steps")) {
      AnswerFields.text(answer, "nothing", null);
      return Optional.empty();
    }
    List<Step> steps = new ArrayList<>();
    try {
      for (JsonNode step : AnswerFields.list(answer, "steps", terms.maxSteps(), true)) {
        steps.add(step(step));
      }
      return Optional.of(new Plan(AnswerFields.text(answer, "purpose", null), steps));
    } catch (IllegalArgumentException e) {
      throw new BadAnswerException(String.valueOf(e.getMessage()));
    }
  }

  private Step step(JsonNode step) throws BadAnswerException {
    List<NodeId> nodes = new ArrayList<>();
    for (String id : AnswerFields.texts(step, "nodes", terms.nodes().size(), true)) {
      NodeId node = new NodeId(id);
      if (!terms.nodes().contains(node)) {
        throw new BadAnswerException("A step names the machine " + id + ", which it may not");
      }
      nodes.add(node);
    }
    Step read =
        Step.of(
                AnswerFields.text(step, "id", null),
                AnswerFields.text(step, "purpose", null),
                command(step.get("command")),
                nodes)
            .after(
                AnswerFields.texts(step, "after", terms.maxSteps(), false).toArray(String[]::new));
    return step.has("undo") ? read.undo(command(step.get("undo"))) : read;
  }

  private Command<CapturedOutput> command(@Nullable JsonNode command) throws BadAnswerException {
    if (command == null || !command.isObject()) {
      throw new BadAnswerException("A step has no command");
    }
    List<String> arguments = AnswerFields.texts(command, "arguments", MAX_ARGUMENTS, true);
    if (arguments.isEmpty() || arguments.get(0).isEmpty()) {
      throw new BadAnswerException("A command names no program");
    }
    Effect known = terms.effects().of(List.copyOf(arguments)).orElse(Effect.UNKNOWN);
    return Command.of(arguments.stream().map(Argument::of).toList())
        .effect(claimed(command.get("effect")).map(known::join).orElse(known))
        .limits(terms.commandLimits());
  }

  /** What the plugin says that a command does; a word that is not known means the worst. */
  private static Optional<Effect> claimed(@Nullable JsonNode claim) {
    if (claim == null) {
      return Optional.empty();
    }
    String impact = claim.path("impact").asString("").toUpperCase(Locale.ROOT);
    String repetition = claim.path("repetition").asString("").toUpperCase(Locale.ROOT);
    if (impact.equals(Impact.NONE.name())) {
      return Optional.of(Effect.READ_ONLY);
    }
    for (Impact known : Impact.values()) {
      for (Repetition how : Repetition.values()) {
        if (known.name().equals(impact) && how.name().equals(repetition)) {
          return Optional.of(new Effect(known, how));
        }
      }
    }
    return Optional.of(Effect.UNKNOWN);
  }
}
