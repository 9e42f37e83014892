package dog.rebe.ssh.testkit;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.function.Consumer;
import org.apache.sshd.server.channel.ChannelDataReceiver;
import org.apache.sshd.server.channel.ChannelSession;
import org.jspecify.annotations.Nullable;

/**
 * The standard input of an exec request, bounded. The first bytes may belong to the wrapper around
 * the command; the rest is kept only if somebody wants it.
 */
final class CollectedInput implements ChannelDataReceiver {

  private static final int MAX_BYTES = 16 * 1024 * 1024;

  private final int secretLines;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(0);
  private boolean complete;
  private boolean done;
  private boolean wantsAll = true;
  private @Nullable Consumer<byte[]> onComplete;
  private @Nullable Runnable onTooMuch;

  CollectedInput(int secretLines) {
    this.secretLines = secretLines;
  }

  /** Hands over all input once it has ended. */
  void whenComplete(Consumer<byte[]> action, Runnable tooMuch) {
    synchronized (this) {
      onComplete = action;
      onTooMuch = tooMuch;
    }
    check();
  }

  /** Acts once the wrapper's own lines have arrived, and drops everything after them. */
  void whenSkipped(Runnable action, Runnable tooMuch) {
    synchronized (this) {
      wantsAll = false;
      onComplete = ignored -> action.run();
      onTooMuch = tooMuch;
    }
    check();
  }

  /** Nothing more is wanted. */
  synchronized void abandon() {
    done = true;
  }

  @Override
  public int data(ChannelSession channel, byte[] buffer, int start, int length) {
    synchronized (this) {
      if (!done) {
        bytes.write(buffer, start, length);
      }
    }
    check();
    return length;
  }

  @Override
  public void close() {
    synchronized (this) {
      complete = true;
    }
    check();
  }

  private void check() {
    Runnable action = null;
    synchronized (this) {
      if (done || onComplete == null) {
        return;
      }
      Consumer<byte[]> consumer = onComplete;
      if (bytes.size() > MAX_BYTES) {
        action = onTooMuch;
      } else if (complete || (!wantsAll && afterSecrets(bytes.toByteArray()) >= 0)) {
        byte[] all = bytes.toByteArray();
        int from = afterSecrets(all);
        byte[] own = from < 0 ? new byte[0] : Arrays.copyOfRange(all, from, all.length);
        action = () -> consumer.accept(own);
      } else {
        return;
      }
      done = true;
      bytes.reset();
    }
    if (action != null) {
      action.run();
    }
  }

  /** Where the command's own input begins; -1 as long as not all lines before it are there. */
  private int afterSecrets(byte[] all) {
    int lines = 0;
    for (int i = 0; i < all.length && lines < secretLines; i++) {
      if (all[i] == '\n') {
        lines++;
        if (lines == secretLines) {
          return i + 1;
        }
      }
    }
    return secretLines == 0 ? 0 : -1;
  }
}
