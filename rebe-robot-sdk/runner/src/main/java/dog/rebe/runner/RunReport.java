package dog.rebe.runner;

import java.util.List;
import java.util.Objects;

/**
 * What became of a run.
 *
 * @param run the id of the run
 * @param end how it ended
 * @param reason why it ended so, in words; empty if it was completed
 * @param steps every step on every node, in the order of plan and nodes; copied
 */
public record RunReport(String run, End end, String reason, List<StepResult> steps) {

  /** How a run ended. */
  public enum End {
    /** Every step was done, and the robot found all well. */
    COMPLETED,
    /** Nothing was begun: the policy, an approval or the plan forbade it. */
    REFUSED,
    /** It stopped early, and everything that had been done was taken back. */
    UNDONE,
    /** It stopped early, and a person must look: {@link RunReport#account} says at what. */
    HANDED_OVER
  }

  public RunReport {
    Objects.requireNonNull(run, "run");
    Objects.requireNonNull(end, "end");
    Objects.requireNonNull(reason, "reason");
    steps = List.copyOf(steps);
  }

  /** How many steps on nodes are in this state. */
  public long count(StepState state) {
    return steps.stream().filter(step -> step.state() == state).count();
  }

  /** The run in plain words, one line for each node and step that somebody should look at. */
  public String account() {
    StringBuilder text = new StringBuilder("Run ").append(run).append(": ");
    text.append(
        switch (end) {
          case COMPLETED -> "everything was done, and all is well.";
          case REFUSED -> "nothing was begun. " + reason;
          case UNDONE -> "it stopped, and what had been done was taken back. " + reason;
          case HANDED_OVER -> "it stopped, and somebody must look. " + reason;
        });
    for (StepResult step : steps) {
      String words =
          switch (step.state()) {
            case FAILED -> "did not work";
            case NOT_STARTED -> "could not begin, and nothing was done";
            case UNKNOWN -> "may or may not have been done";
            case UNDO_FAILED -> "was done and could not be taken back";
            case DONE -> end == End.COMPLETED ? "" : "was done and stays";
            case NOT_BEGUN, UNDONE -> "";
          };
      if (!words.isEmpty()) {
        text.append("\n- ").append(step.node()).append(": ").append(step.step());
        text.append(' ').append(words);
        text.append(step.detail().isEmpty() ? "." : ". " + step.detail());
      }
    }
    return text.toString();
  }
}
