package dog.rebe.ssh.link;

import java.io.IOException;
import java.nio.channels.Channel;
import org.jspecify.annotations.Nullable;

/** Closes what nobody needs any more. */
final class Closing {

  private Closing() {}

  static void quietly(@Nullable Channel channel) {
    if (channel != null) {
      try {
        channel.close();
      } catch (IOException e) {
        // It is given up either way.
      }
    }
  }
}
