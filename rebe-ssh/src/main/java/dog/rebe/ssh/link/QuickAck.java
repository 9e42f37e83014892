package dog.rebe.ssh.link;

import java.io.IOException;
import java.net.SocketOption;
import org.apache.sshd.common.io.IoSession;
import org.apache.sshd.common.io.nio2.Nio2Session;
import org.jspecify.annotations.Nullable;

/**
 * TCP_QUICKACK where the system has it: without it a reply waits up to 40 ms for an
 * acknowledgement. The kernel clears it by itself, so that it is set again at every step of a
 * conversation's beginning.
 */
final class QuickAck {

  private QuickAck() {}

  static void arm(IoSession io) {
    if (io instanceof Nio2Session tcp) {
      SocketOption<Boolean> option = option(tcp);
      if (option != null) {
        try {
          tcp.getSocket().setOption(option, Boolean.TRUE);
        } catch (IOException | RuntimeException e) {
          // A connection without it is slower, not worse.
        }
      }
    }
  }

  @SuppressWarnings("unchecked")
  private static @Nullable SocketOption<Boolean> option(Nio2Session tcp) {
    for (SocketOption<?> option : tcp.getSocket().supportedOptions()) {
      if (option.name().equals("TCP_QUICKACK")) {
        return (SocketOption<Boolean>) option;
      }
    }
    return null;
  }
}
