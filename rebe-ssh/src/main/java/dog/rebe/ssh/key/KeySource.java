package dog.rebe.ssh.key;

import java.io.IOException;
import java.util.List;

/** Where keys come from: a file, an agent. Thread-safe. */
public interface KeySource {

  /**
   * The keys, in the order in which they are offered. May block; never called on an I/O thread.
   *
   * @throws IOException if none can be had; the message names the source and the remedy
   */
  List<SigningKey> keys() throws IOException;
}
