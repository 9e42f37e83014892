package dog.rebe.robot;

import dog.rebe.node.NodeId;
import dog.rebe.outcome.Failure;
import dog.rebe.outcome.Outcome;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What nodes answered to one command.
 *
 * @param outcomes by node, in the order of the nodes; copied
 * @param <T> the type of an answer
 */
public record Observations<T>(Map<NodeId, Outcome<T>> outcomes) {

  public Observations {
    outcomes = Collections.unmodifiableMap(new LinkedHashMap<>(outcomes));
  }

  /** The answers of those nodes that gave one, in the order of the nodes. */
  public Map<NodeId, T> answers() {
    Map<NodeId, T> answers = new LinkedHashMap<>();
    outcomes.forEach((node, outcome) -> outcome.value().ifPresent(v -> answers.put(node, v)));
    return Collections.unmodifiableMap(answers);
  }

  /** Why the others gave none, in the order of the nodes. */
  public Map<NodeId, Failure<T>> failures() {
    Map<NodeId, Failure<T>> failures = new LinkedHashMap<>();
    outcomes.forEach((node, outcome) -> outcome.failure().ifPresent(f -> failures.put(node, f)));
    return Collections.unmodifiableMap(failures);
  }
}
