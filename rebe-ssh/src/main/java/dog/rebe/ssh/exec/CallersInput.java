package dog.rebe.ssh.exec;

import dog.rebe.command.StandardInput;
import dog.rebe.execution.ExchangeEnd;
import dog.rebe.outcome.FailureKind;
import dog.rebe.ssh.channel.Mailbox;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The stream that a caller gives as standard input, until somebody reads it. Opening and closing
 * may block, and so happen on threads of their own. Confined to its exchange's mailbox.
 */
final class CallersInput {

  private final ExecServices services;
  private final Mailbox mailbox;
  private @Nullable InputStream stream;

  CallersInput(ExecServices services, Mailbox mailbox) {
    this.services = services;
    this.mailbox = mailbox;
  }

  /**
   * Opens it before anything is sent: an input that is not there leaves the command not started.
   * One of the two hears what became of it, in the mailbox.
   */
  void open(StandardInput.Opener opener, Runnable opened, Consumer<ExchangeEnd> failed) {
    try {
      services.streams().execute(() -> openNow(opener, opened, failed));
    } catch (RejectedExecutionException e) {
      failed.accept(
          new ExchangeEnd.NotStarted(FailureKind.EXECUTOR_CLOSED, "The transport was closed"));
    }
  }

  private void openNow(StandardInput.Opener opener, Runnable opened, Consumer<ExchangeEnd> failed) {
    try {
      InputStream fresh = opener.open();
      mailbox.post(
          () -> {
            stream = fresh;
            opened.run();
          });
    } catch (IOException | RuntimeException | Error e) {
      ExchangeEnd end =
          new ExchangeEnd.NotStarted(
              FailureKind.INPUT_FAILED, "standard input could not be opened: " + e.getMessage());
      mailbox.post(() -> failed.accept(end));
    }
  }

  /** The stream, which its reader closes from now on; null where none was opened. */
  @Nullable InputStream take() {
    InputStream taken = stream;
    stream = null;
    return taken;
  }

  /** Nobody will read it. */
  void close() {
    InputStream unread = take();
    if (unread != null) {
      services.closers().execute(() -> close(unread));
    }
  }

  private static void close(InputStream unread) {
    try {
      unread.close();
    } catch (IOException e) {
      // Nothing of it was read.
    }
  }
}
