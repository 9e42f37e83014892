package dog.rebe.ssh.testkit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Turns what a command would have done into what it does under a fault. */
final class CommandFaults {

  private static final byte[] FLOOD =
      "all work and no play\n".repeat(1000).getBytes(java.nio.charset.StandardCharsets.US_ASCII);

  private CommandFaults() {}

  static Answer apply(CommandFault fault, Answer healthy) {
    if (fault instanceof CommandFault.Hangs hangs) {
      return cut(healthy, hangs.afterBytes(), new AnswerStep.Hang());
    }
    if (fault instanceof CommandFault.CutsConnection cuts) {
      return cut(healthy, cuts.afterBytes(), new AnswerStep.CutConnection());
    }
    if (fault instanceof CommandFault.Slow slow) {
      return prepend(new AnswerStep.Wait(slow.delay()), healthy.steps());
    }
    if (fault instanceof CommandFault.KilledBy killed) {
      return endingWith(healthy, new AnswerStep.Signal(killed.signal()));
    }
    if (fault instanceof CommandFault.Vanishes) {
      return endingWith(healthy, new AnswerStep.Vanish());
    }
    if (fault instanceof CommandFault.Floods) {
      return endingWith(healthy, new AnswerStep.Flood(FLOOD));
    }
    if (fault instanceof CommandFault.Garbage garbage) {
      byte[] bytes = new byte[garbage.bytes()];
      new Random(garbage.seed()).nextBytes(bytes);
      return prepend(new AnswerStep.Print(bytes), List.of(ending(healthy)));
    }
    return prepend(ending(healthy), beforeEnd(healthy));
  }

  /** The first bytes of the standard output, and then this end. */
  private static Answer cut(Answer answer, long afterBytes, AnswerStep end) {
    List<AnswerStep> steps = new ArrayList<>();
    long left = afterBytes;
    for (AnswerStep step : beforeEnd(answer)) {
      if (step instanceof AnswerStep.Print print) {
        int kept = (int) Math.min(left, print.bytes().length);
        steps.add(new AnswerStep.Print(Arrays.copyOf(print.bytes(), kept)));
        left -= kept;
        if (left == 0) {
          break;
        }
      } else {
        steps.add(step);
      }
    }
    steps.add(end);
    return Answer.of(steps);
  }

  private static Answer endingWith(Answer answer, AnswerStep end) {
    List<AnswerStep> steps = new ArrayList<>(beforeEnd(answer));
    steps.add(end);
    return Answer.of(steps);
  }

  private static Answer prepend(AnswerStep first, List<AnswerStep> rest) {
    List<AnswerStep> steps = new ArrayList<>();
    steps.add(first);
    steps.addAll(rest);
    return Answer.of(steps);
  }

  private static List<AnswerStep> beforeEnd(Answer answer) {
    List<AnswerStep> before = new ArrayList<>();
    for (AnswerStep step : answer.steps()) {
      if (step.ends()) {
        break;
      }
      before.add(step);
    }
    return before;
  }

  private static AnswerStep ending(Answer answer) {
    return answer.steps().stream()
        .filter(AnswerStep::ends)
        .findFirst()
        .orElse(new AnswerStep.Exit(0));
  }
}
