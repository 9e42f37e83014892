package dog.rebe.robotplugin;

import dog.rebe.node.NodeId;
import dog.rebe.outcome.CapturedOutput;
import dog.rebe.outcome.ExitStatus;
import dog.rebe.outcome.Failure;
import dog.rebe.outcome.FailureKind;
import dog.rebe.outcome.Outcome;
import dog.rebe.outcome.Success;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the granted commands printed on the machines of a run. Immutable.
 *
 * @param answers by machine, in the order of the run, and then by the name of the command; copied
 */
public record PluginObservations(Map<NodeId, Map<String, Outcome<CapturedOutput>>> answers) {

  public PluginObservations {
    Map<NodeId, Map<String, Outcome<CapturedOutput>>> copy = new LinkedHashMap<>();
    answers.forEach(
        (node, outcomes) ->
            copy.put(node, Collections.unmodifiableMap(new LinkedHashMap<>(outcomes))));
    answers = Collections.unmodifiableMap(copy);
  }

  /**
   * The machines on which every command ended with an exit that is an answer: those that a plan may
   * name.
   */
  public List<NodeId> seen() {
    return answers.entrySet().stream()
        .filter(entry -> entry.getValue().values().stream().allMatch(Success.class::isInstance))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** What a command printed on a machine that is among the {@link #seen}. */
  CapturedOutput answer(NodeId node, String command) {
    return Optional.ofNullable(answers.get(node))
        .map(byCommand -> byCommand.get(command))
        .flatMap(Outcome::value)
        .orElseThrow();
  }

  /** With which exit a command ended on a machine that is among the {@link #seen}. */
  int exit(NodeId node, String command) {
    return Optional.ofNullable(answers.get(node))
        .map(byCommand -> byCommand.get(command))
        .flatMap(outcome -> outcome.evidence().exit())
        .filter(ExitStatus.class::isInstance)
        .map(exit -> ((ExitStatus) exit).code())
        .orElseThrow();
  }

  /** Where a command ended with an exit that is no answer, and what could be done. */
  Optional<String> firstWrongExit() {
    for (Map.Entry<NodeId, Map<String, Outcome<CapturedOutput>>> node : answers.entrySet()) {
      for (Map.Entry<String, Outcome<CapturedOutput>> answer : node.getValue().entrySet()) {
        if (answer.getValue() instanceof Failure<CapturedOutput> failure
            && failure.kind().equals(FailureKind.NONZERO_EXIT)) {
          return Optional.of(
              ": "
                  + answer.getKey()
                  + " on "
                  + node.getKey()
                  + ": "
                  + failure.detail()
                  + ". If that is an answer, accept it where the command is granted (acceptExits,"
                  + " --accept-exit)");
        }
      }
    }
    return Optional.empty();
  }

  /** The machines on which some command did not. */
  public List<NodeId> unseen() {
    List<NodeId> seen = seen();
    return answers.keySet().stream().filter(node -> !seen.contains(node)).toList();
  }
}
