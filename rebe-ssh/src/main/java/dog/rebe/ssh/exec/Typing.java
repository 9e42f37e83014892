package dog.rebe.ssh.exec;

import dog.rebe.ssh.channel.Mailbox;
import dog.rebe.ssh.channel.OutboundQueue;
import dog.rebe.ssh.link.SessionChannel;
import org.jspecify.annotations.Nullable;

/**
 * What is typed at a terminal: one piece is on its way at a time, and none before the command has
 * begun, for what its terminal echoes earlier would go with the header. Confined to its exchange's
 * mailbox.
 */
final class Typing {

  private static final class Piece {
    private final byte[] bytes;
    private final Runnable taken;

    private Piece(byte[] bytes, Runnable taken) {
      this.bytes = bytes;
      this.taken = taken;
    }
  }

  private @Nullable OutboundQueue keyboard;
  private @Nullable Piece piece;

  /** The command has begun; only the first call counts. */
  void begin(SessionChannel channel, Mailbox mailbox) {
    if (keyboard == null) {
      keyboard = new OutboundQueue(channel, () -> mailbox.post(this::taken));
      if (piece != null) {
        keyboard.write(piece.bytes);
      }
    }
  }

  /** Types this, once the piece before was taken. */
  void type(byte[] bytes, Runnable taken) {
    piece = new Piece(bytes, taken);
    if (keyboard != null) {
      keyboard.write(bytes);
    }
  }

  private void taken() {
    Piece done = piece;
    piece = null;
    if (done != null) {
      done.taken.run();
    }
  }
}
