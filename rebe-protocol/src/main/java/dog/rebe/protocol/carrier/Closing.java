package dog.rebe.protocol.carrier;

import java.io.Closeable;
import java.io.IOException;

/** Closing what nobody needs any more: that it failed would help nobody. */
final class Closing {

  private Closing() {}

  static void quietly(Closeable closed) {
    try {
      closed.close();
    } catch (IOException e) {
      // It is gone all the same.
    }
  }
}
