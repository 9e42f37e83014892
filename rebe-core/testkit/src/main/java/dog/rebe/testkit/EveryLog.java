package dog.rebe.testkit;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/**
 * All that any logger of this JVM writes by {@code java.util.logging}, at every level, while this
 * is open; with {@code slf4j-jdk14} on the class path that is what goes through SLF4J too. Closing
 * it brings back the levels and handlers that were there before. Thread-safe; one at a time.
 */
public final class EveryLog implements AutoCloseable {

  private final Listener listener = new Listener();
  private final Logger root = Logger.getLogger("");
  private final Level before = root.getLevel();
  private final Handler[] others = root.getHandlers();

  private EveryLog() {
    listener.setLevel(Level.ALL);
    for (Handler other : others) {
      root.removeHandler(other);
    }
    root.addHandler(listener);
    root.setLevel(Level.ALL);
  }

  /** Begins to listen. */
  public static EveryLog open() {
    return new EveryLog();
  }

  /** What was written so far: logger, level and message of each, with the stack traces. */
  public String text() {
    return listener.text();
  }

  @Override
  public void close() {
    root.setLevel(before);
    root.removeHandler(listener);
    for (Handler other : others) {
      root.addHandler(other);
    }
  }

  private static final class Listener extends Handler {

    private final StringBuilder text = new StringBuilder();

    synchronized String text() {
      return text.toString();
    }

    @Override
    public synchronized void publish(LogRecord entry) {
      text.append(entry.getLoggerName()).append(' ').append(entry.getLevel()).append(' ');
      text.append(new SimpleFormatter().formatMessage(entry)).append('\n');
      if (entry.getThrown() != null) {
        StringWriter trace = new StringWriter();
        entry.getThrown().printStackTrace(new PrintWriter(trace));
        text.append(trace);
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
