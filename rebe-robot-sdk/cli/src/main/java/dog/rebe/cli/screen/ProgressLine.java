package dog.rebe.cli.screen;

import dog.rebe.cli.input.DurationText;
import dog.rebe.execution.FleetProgress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One line on standard error that is overwritten as a run goes on, where that is a terminal;
 * nothing otherwise. Thread-safe.
 */
public final class ProgressLine implements AutoCloseable {

  private static final int BAR_COLUMNS = 24;
  private static final String ERASE_LINE = "\r\u001b[K";

  private final Screen screen;
  private final long total;
  private @Nullable FleetProgress latest;
  private long latestNanos;
  private boolean shown;
  private boolean closed;

  /** For a run over this many nodes. */
  public ProgressLine(Screen screen, long total) {
    this.screen = screen;
    this.total = total;
  }

  /** Shows how far the run is. */
  public synchronized void show(FleetProgress progress) {
    latest = progress;
    latestNanos = System.nanoTime();
    print(progress);
  }

  /** Shows how the time goes on while nothing else happens. */
  public synchronized void tick() {
    if (latest != null) {
      Duration since = Duration.ofNanos(System.nanoTime() - latestNanos);
      print(
          new FleetProgress(
              latest.running(),
              latest.succeeded(),
              latest.failed(),
              latest.notBegun(),
              latest.elapsed().plus(since)));
    }
  }

  private void print(FleetProgress progress) {
    if (screen.isLive() && !closed) {
      screen.prompt(ERASE_LINE + text(progress, total, screen));
      shown = true;
    }
  }

  /** The line's text, never wider than the screen. */
  static String text(FleetProgress progress, long total, Screen screen) {
    Glyphs glyphs = screen.glyphs();
    int done = total == 0 ? BAR_COLUMNS : (int) (progress.finished() * BAR_COLUMNS / total);
    String text =
        "  "
            + glyphs.full().repeat(done)
            + glyphs.empty().repeat(BAR_COLUMNS - done)
            + " "
            + progress.finished()
            + "/"
            + total
            + (progress.failed() > 0 ? ", " + progress.failed() + " failed" : "")
            + (progress.notBegun() > 0 ? ", " + progress.notBegun() + " not begun" : "")
            + (progress.running() > 0 ? ", " + progress.running() + " running" : "")
            + "  "
            + DurationText.of(progress.elapsed());
    // The last column stays free: some terminals wrap as soon as it is used
    return TextWidth.cut(text, screen.columns() - 1, glyphs.more());
  }

  /** Removes the line. Later progress is not shown. */
  @Override
  public synchronized void close() {
    closed = true;
    if (shown) {
      screen.prompt(ERASE_LINE);
    }
  }
}
