package dog.rebe.cli;

import dog.rebe.cli.json.RobotLines;
import dog.rebe.cli.screen.Screen;
import dog.rebe.cli.screen.Tone;
import dog.rebe.outcome.VisibleText;
import dog.rebe.runner.RunReport;
import dog.rebe.runner.StepState;
import dog.rebe.runner.WaveProgress;
import java.time.Instant;
import java.util.function.Supplier;

/** Carries out a run so that Ctrl-C ends it in order, and tells what became of it. */
final class RunTelling {

  private static final int MAX_LINE = 2_000;

  private final Terminal terminal;
  private final boolean json;

  RunTelling(Terminal terminal, boolean json) {
    this.terminal = terminal;
    this.json = json;
  }

  /**
   * Does the work on this thread, which an interruption interrupts.
   *
   * @param run the id, for whoever must resume it
   */
  ExitCode carryOut(String run, RobotWorkplace workplace, Supplier<RunReport> work) {
    if (!json) {
      workplace.tellWaves(this::tell);
    }
    Thread worker = Thread.currentThread();
    terminal.interruption().cancels(worker::interrupt);
    RunReport report;
    try {
      report = work.get();
    } catch (RuntimeException e) {
      if (terminal.interruption().isInterrupted()) {
        return interrupted(run);
      }
      throw e;
    } finally {
      terminal.interruption().cancelsNothing();
      // What an interruption left: closing what was opened must not be cut short
      boolean cut = Thread.interrupted();
      assert !cut || terminal.interruption().isInterrupted();
    }
    tell(report);
    if (terminal.interruption().isInterrupted()) {
      return interrupted(run);
    }
    return switch (report.end()) {
      case COMPLETED -> report.isWell() ? ExitCode.OK : ExitCode.SOME_FAILED;
      case REFUSED -> ExitCode.NOT_APPROVED;
      case NOTHING_DONE, UNDONE, HANDED_OVER -> ExitCode.STOPPED_EARLY;
    };
  }

  private ExitCode interrupted(String run) {
    terminal
        .screen()
        .remark(
            Tone.BAD,
            "Interrupted. What was done is recorded; go on with: rebe robot resume " + run);
    return ExitCode.INTERRUPTED;
  }

  private void tell(WaveProgress progress) {
    Screen screen = terminal.screen();
    screen.flush();
    screen.remark(
        progress.detail().isEmpty() ? Tone.FAINT : Tone.BAD,
        VisibleText.line(words(progress), MAX_LINE));
  }

  private static String words(WaveProgress progress) {
    String machines = progress.nodes() + (progress.nodes() == 1 ? " machine" : " machines");
    String wave = "Wave " + progress.wave() + " of " + progress.waves();
    return switch (progress.stage()) {
      case BEGINS -> wave + ": " + machines + " ...";
      case WELL -> wave + ": done.";
      case STOPPED -> wave + ": stopped. " + progress.detail();
      case TAKING_BACK -> "Taking back what was done on " + machines + " ...";
    };
  }

  private void tell(RunReport report) {
    Screen screen = terminal.screen();
    Instant now = terminal.clock().instant();
    if (json) {
      report.steps().forEach(step -> screen.line(RobotLines.step(report.run(), step, now)));
      screen.line(RobotLines.run(report, now));
      return;
    }
    screen.line();
    Tone tone = report.isWell() ? Tone.GOOD : Tone.BAD;
    report.account().lines().forEach(line -> screen.line(tone, VisibleText.line(line, MAX_LINE)));
    StringBuilder counts = new StringBuilder();
    for (StepState state : StepState.values()) {
      if (report.count(state) > 0) {
        counts.append(counts.length() == 0 ? "Steps: " : ", ");
        counts.append(report.count(state)).append(' ');
        counts.append(state.words());
      }
    }
    if (counts.length() > 0) {
      screen.line(counts.toString());
    }
  }
}
