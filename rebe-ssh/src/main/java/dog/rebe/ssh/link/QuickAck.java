package dog.rebe.ssh.link;

import java.io.IOException;
import java.net.SocketOption;
import org.apache.sshd.common.io.IoSession;
import org.jspecify.annotations.Nullable;

/**
 * TCP_QUICKACK where the system has it: without it a reply waits up to 40 ms for an
 * acknowledgement. The kernel clears it by itself, so that it is set again at every step of a
 * conversation's beginning.
 */
final class QuickAck {

  private QuickAck() {}

  static void arm(IoSession io) {
    if (io instanceof SocketIo tcp) {
      SocketOption<Boolean> option = option(tcp);
      if (option != null) {
        try {
          tcp.option(option, Boolean.TRUE);
        } catch (IOException | RuntimeException e) {
          // A connection without it is slower, not worse.
        }
      }
    }
  }

  @SuppressWarnings("unchecked")
  private static @Nullable SocketOption<Boolean> option(SocketIo tcp) {
    for (SocketOption<?> option : tcp.supportedOptions()) {
      if (option.name().equals("TCP_QUICKACK")) {
        return (SocketOption<Boolean>) option;
      }
    }
    return null;
  }
}
