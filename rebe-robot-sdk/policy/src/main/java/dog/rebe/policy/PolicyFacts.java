package dog.rebe.policy;

import dog.rebe.command.Effect;
import dog.rebe.node.Node;
import dog.rebe.runner.PolicyQuestion;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the expressions of a policy are about, by the names that they have there. Immutable. {@link
 * #of} makes it of a question; {@link #readOnly()} and the methods that change it make it for tests
 * of policies.
 */
public final class PolicyFacts {

  private final Map<String, Object> values;

  private PolicyFacts(Map<String, Object> values) {
    this.values = Map.copyOf(values);
  }

  /**
   * The facts of a question.
   *
   * @param zone where the hours of the day are counted
   */
  public static PolicyFacts of(PolicyQuestion question, ZoneId zone) {
    Effect effect = question.plan().effect();
    ZonedDateTime now = question.now().atZone(zone);
    List<Map<String, String>> labels = new ArrayList<>();
    for (Node node : question.nodes()) {
      Map<String, String> all = new TreeMap<>(node.labels());
      all.put("id", node.id().value());
      labels.add(all);
    }
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("robot.id", question.robot().id());
    values.put("robot.version", question.robot().version());
    values.put("robot.changes", question.robot().changes());
    values.put("plan.impact", effect.impact().name().toLowerCase(Locale.ROOT));
    values.put("plan.repeatable", effect.isRepeatable());
    values.put("plan.steps", (long) question.plan().steps().size());
    values.put(
        "plan.undoable",
        question.plan().steps().stream()
            .allMatch(step -> !step.effect().hasImpact() || step.undo().isPresent()));
    values.put("preview.complete", !question.preview().hasBlindSpots());
    values.put("blast.nodes", (long) question.nodes().size());
    values.put("blast.bytes", question.changedBytes());
    values.put("blast.services", question.robot().services());
    values.put("nodes", labels);
    values.put("realm", question.realm());
    values.put("requester", question.requestedBy());
    values.put("now.hour", (long) now.getHour());
    values.put("now.weekday", (long) now.getDayOfWeek().getValue());
    return new PolicyFacts(values);
  }

  /**
   * A plan of one step that only reads one node, previewed in full, of the robot {@code test} in
   * the realm {@code home}, asked for by {@code ada}, on a Wednesday at 10.
   */
  public static PolicyFacts readOnly() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("robot.id", "test");
    values.put("robot.version", "1.0.0");
    values.put("robot.changes", List.of());
    values.put("plan.impact", "none");
    values.put("plan.repeatable", true);
    values.put("plan.steps", 1L);
    values.put("plan.undoable", true);
    values.put("preview.complete", true);
    values.put("blast.nodes", 1L);
    values.put("blast.bytes", 0L);
    values.put("blast.services", List.of());
    values.put("nodes", List.of(Map.of("id", "node-1")));
    values.put("realm", "home");
    values.put("requester", "ada");
    values.put("now.hour", 10L);
    values.put("now.weekday", 3L);
    return new PolicyFacts(values);
  }

  /**
   * The same with another value.
   *
   * @param name one of the names that expressions know
   * @param value of the type that it has there: a string, a long, a boolean, or a list
   * @throws IllegalArgumentException if there is no such name, or it has another type
   */
  public PolicyFacts with(String name, Object value) {
    Object old = values.get(name);
    if (old == null) {
      throw new IllegalArgumentException(new KnownNames().refusal(name));
    }
    Object fitting = value instanceof Integer number ? Long.valueOf(number) : value;
    boolean fits =
        old instanceof List ? fitting instanceof List : old.getClass().isInstance(fitting);
    if (!fits) {
      throw new IllegalArgumentException(
          "'" + name + "' is a " + old.getClass().getSimpleName() + ", not " + value);
    }
    Map<String, Object> all = new LinkedHashMap<>(values);
    all.put(name, fitting);
    return new PolicyFacts(all);
  }

  Map<String, Object> values() {
    return values;
  }
}
