package dog.rebe.protocol.session;

import dog.rebe.protocol.carrier.Link;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What an agent that calls says before the opening: who it claims to be, so that the coordinator
 * knows whose link it is. Nothing is believed for it.
 */
public final class CallerName {

  private static final byte[] MAGIC = "rebe call 1\n".getBytes(StandardCharsets.US_ASCII);
  private static final int MOST_BYTES = 255;

  private CallerName() {}

  /** Says it. */
  public static void write(Link link, String name) throws IOException {
    byte[] text = name.getBytes(StandardCharsets.UTF_8);
    if (text.length == 0 || text.length > MOST_BYTES) {
      throw new IllegalArgumentException("The name of an agent that calls has 1 to 255 bytes");
    }
    byte[] all = Arrays.copyOf(MAGIC, MAGIC.length + 1 + text.length);
    all[MAGIC.length] = (byte) text.length;
    System.arraycopy(text, 0, all, MAGIC.length + 1, text.length);
    link.output().write(all);
    link.output().flush();
  }

  /**
   * Hears it. Blocks until it is said.
   *
   * @throws IOException if the other side says something else
   */
  public static String read(Link link) throws IOException {
    InputStream input = link.input();
    if (!Arrays.equals(exactly(input, MAGIC.length), MAGIC)) {
      throw new IOException("What called is no agent");
    }
    int length = exactly(input, 1)[0] & 0xff;
    if (length == 0) {
      throw new IOException("An agent that calls has a name");
    }
    return new String(exactly(input, length), StandardCharsets.UTF_8);
  }

  private static byte[] exactly(InputStream input, int count) throws IOException {
    byte[] bytes = input.readNBytes(count);
    if (bytes.length < count) {
      throw new EOFException("What called hung up at once");
    }
    return bytes;
  }
}
