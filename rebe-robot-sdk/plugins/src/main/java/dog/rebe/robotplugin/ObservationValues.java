package dog.rebe.robotplugin;

import dog.rebe.node.NodeId;
import dog.rebe.outcome.CapturedOutput;
import dog.rebe.outcome.ExitStatus;
import dog.rebe.outcome.Outcome;
import dog.rebe.sandbox.StreamValue;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a plugin is told of what was seen: nothing that differs from one look at an unchanged
 * machine to the next, such as how long it took.
 */
final class ObservationValues {

  private ObservationValues() {}

  static Map<String, Object> of(PluginObservations observed) {
    Map<String, Object> byNode = new LinkedHashMap<>();
    for (NodeId node : observed.seen()) {
      Map<String, Object> byCommand = new LinkedHashMap<>();
      observed
          .answers()
          .getOrDefault(node, Map.of())
          .forEach((name, outcome) -> byCommand.put(name, value(outcome)));
      byNode.put(node.value(), byCommand);
    }
    return byNode;
  }

  private static Map<String, Object> value(Outcome<CapturedOutput> outcome) {
    Map<String, Object> value = new LinkedHashMap<>();
    outcome
        .evidence()
        .exit()
        .filter(ExitStatus.class::isInstance)
        .ifPresent(exit -> value.put("exit", ((ExitStatus) exit).code()));
    CapturedOutput output = outcome.value().orElseThrow();
    value.put("stdout", StreamValue.of(output.stdout()));
    value.put("stderr", StreamValue.of(output.stderr()));
    return value;
  }
}
