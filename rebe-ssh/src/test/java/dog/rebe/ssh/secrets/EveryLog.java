package dog.rebe.ssh.secrets;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** All that any logger of this JVM writes, at every level, while this is open. */
final class EveryLog extends Handler implements AutoCloseable {

  private final StringBuilder text = new StringBuilder();
  private final Logger root = Logger.getLogger("");
  private final Level before = root.getLevel();
  private final Handler[] others = root.getHandlers();

  EveryLog() {
    setLevel(Level.ALL);
    for (Handler other : others) {
      root.removeHandler(other);
    }
    root.addHandler(this);
    root.setLevel(Level.ALL);
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

  synchronized String text() {
    return text.toString();
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    root.setLevel(before);
    root.removeHandler(this);
    for (Handler other : others) {
      root.addHandler(other);
    }
  }
}
