package dog.rebe.robotkit;

import dog.rebe.change.Plan;
import dog.rebe.change.Step;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;

/** Where two plans that should be the same are not, for the author of the robot. */
final class PlanDifference {

  private static final int CONTEXT = 60;

  private final Plan first;
  private final Plan second;

  private PlanDifference(Plan first, Plan second) {
    this.first = first;
    this.second = second;
  }

  /** The first part that differs, with both of its values; empty if their digests are the same. */
  static Optional<String> of(Plan first, Plan second) {
    return first.digest().equals(second.digest())
        ? Optional.empty()
        : Optional.of(new PlanDifference(first, second).words());
  }

  private String words() {
    return part("purpose", first.purpose(), second.purpose())
        .or(() -> part("steps", ids(first), ids(second)))
        .or(this::step)
        .orElseGet(this::text);
  }

  private Optional<String> step() {
    for (Step one : first.steps()) {
      Step other = second.step(one.id());
      Optional<String> difference =
          part(one, other, "purpose", Step::purpose)
              .or(() -> part(one, other, "nodes", Step::nodes))
              .or(() -> part(one, other, "command", step -> step.command().toString()));
      if (difference.isPresent()) {
        return difference;
      }
    }
    return Optional.empty();
  }

  /** What has no words of its own: where the canonical forms part. */
  private String text() {
    String one = new String(first.canonicalBytes(), StandardCharsets.UTF_8);
    String other = new String(second.canonicalBytes(), StandardCharsets.UTF_8);
    int same = 0;
    while (same < Math.min(one.length(), other.length())
        && one.charAt(same) == other.charAt(same)) {
      same++;
    }
    return "the canonical form: '" + around(one, same) + "' and then '" + around(other, same) + "'";
  }

  private static String around(String text, int at) {
    return text.substring(
        Math.max(0, Math.min(at, text.length()) - CONTEXT), Math.min(text.length(), at + CONTEXT));
  }

  private static Object ids(Plan plan) {
    return plan.steps().stream().map(Step::id).toList();
  }

  private static Optional<String> part(
      Step one, Step other, String name, Function<Step, Object> value) {
    return part(name + " of the step " + one.id(), value.apply(one), value.apply(other));
  }

  private static Optional<String> part(String name, Object one, Object other) {
    return one.equals(other)
        ? Optional.empty()
        : Optional.of(name + ": '" + one + "' and then '" + other + "'");
  }
}
