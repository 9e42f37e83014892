package dog.rebe.cli;

import dog.rebe.cli.screen.Screen;
import dog.rebe.cli.screen.Tone;
import dog.rebe.outcome.VisibleText;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Sends what libraries log to standard error, or nowhere. What is logged may come from a node. */
final class Logging {

  private static final int MAX_LINE = 1_000;

  private Logging() {}

  /**
   * Sets it up for the whole process.
   *
   * @param verbosity 0 for nothing, 1 for what happens, 2 and more for everything
   */
  static void begin(int verbosity, Screen screen) {
    LogManager.getLogManager().reset();
    Logger root = Logger.getLogger("");
    root.setLevel(
        switch (verbosity) {
          case 0 -> Level.OFF;
          case 1 -> Level.INFO;
          default -> Level.FINE;
        });
    if (verbosity > 0) {
      root.addHandler(new ToScreen(screen));
    }
  }

  private static final class ToScreen extends Handler {

    private final Screen screen;
    private final SimpleFormatter formatter = new SimpleFormatter();

    ToScreen(Screen screen) {
      this.screen = screen;
    }

    @Override
    public void publish(LogRecord entry) {
      String name = String.valueOf(entry.getLoggerName());
      String line =
          entry.getLevel()
              + " "
              + name.substring(name.lastIndexOf('.') + 1)
              + ": "
              + formatter.formatMessage(entry);
      screen.remark(Tone.FAINT, VisibleText.line(line, MAX_LINE));
      Throwable thrown = entry.getThrown();
      if (thrown != null) {
        screen.remark(Tone.FAINT, "  " + VisibleText.line(thrown.toString(), MAX_LINE));
      }
    }

    @Override
    public void flush() {
      screen.flush();
    }

    @Override
    public void close() {}
  }
}
