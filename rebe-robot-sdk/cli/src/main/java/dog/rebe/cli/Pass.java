package dog.rebe.cli;

import dog.rebe.cli.screen.ProgressLine;
import dog.rebe.execution.FleetRun;
import dog.rebe.execution.FleetSummary;
import dog.rebe.execution.NodeOutcome;
import java.util.Timer;
import java.util.TimerTask;
import java.util.function.Consumer;
import reactor.core.Disposable;

/** One run of a command over a fleet, watched by a person who may stop it. */
final class Pass {

  private static final long TICK_MILLIS = 100;

  private final Terminal terminal;

  Pass(Terminal terminal) {
    this.terminal = terminal;
  }

  /** Runs it to its end, or to where Ctrl-C ended it, and hands over each outcome as it comes. */
  <T> FleetSummary over(FleetRun<T> run, long nodes, Consumer<NodeOutcome<T>> each) {
    terminal.interruption().cancels(run::cancel);
    ProgressLine line = new ProgressLine(terminal.screen(), nodes);
    Disposable progress = run.progress().subscribe(line::show);
    Timer clock = new Timer("rebe-progress", true);
    if (terminal.screen().isLive()) {
      clock.schedule(ticking(line), TICK_MILLIS, TICK_MILLIS);
    }
    try {
      return run.forEach(each);
    } finally {
      progress.dispose();
      clock.cancel();
      line.close();
      terminal.interruption().cancelsNothing();
    }
  }

  private static TimerTask ticking(ProgressLine line) {
    return new TimerTask() {
      @Override
      public void run() {
        line.tick();
      }
    };
  }

  /** What the process ends with after this pass. */
  ExitCode exit(FleetSummary summary) {
    if (terminal.interruption().isInterrupted()) {
      return ExitCode.INTERRUPTED;
    }
    if (summary.stopped().isPresent()) {
      return ExitCode.STOPPED_EARLY;
    }
    return summary.failed() > 0 ? ExitCode.SOME_FAILED : ExitCode.OK;
  }
}
