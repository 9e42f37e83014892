package dog.rebe.ssh.exec;

import dog.rebe.command.SecretValues;
import dog.rebe.command.StandardInput;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is written to a command's standard input: what its wrapper reads first, then its
 * own.
 */
final class InputSource implements AutoCloseable {

  private final byte[] prefix;
  private final byte[] memory;
  private final @Nullable InputStream own;
  private @Nullable InputStream stream;

  private InputSource(byte[] prefix, byte[] memory, @Nullable InputStream own) {
    this.prefix = prefix;
    this.memory = memory;
    this.own = own;
  }

  /**
   * Joins the parts.
   *
   * @param opened the caller's stream, where the input is one; closed with this source
   */
  static InputSource of(
      byte[] prefix, StandardInput input, SecretValues secrets, @Nullable InputStream opened) {
    if (input instanceof StandardInput.Bytes bytes) {
      return new InputSource(prefix, bytes.bytes(), null);
    }
    if (input instanceof StandardInput.OfSecret secret) {
      return new InputSource(prefix, secrets.valueOf(secret.secret()), null);
    }
    return new InputSource(prefix, new byte[0], opened);
  }

  boolean isEmpty() {
    return own == null && prefix.length + memory.length == 0;
  }

  /** Whether reading may block. */
  boolean mayBlock() {
    return own != null;
  }

  /** The next bytes; -1 at the end. */
  int read(byte[] buffer, int most) throws IOException {
    InputStream from = stream;
    if (from == null) {
      InputStream last = own == null ? new ByteArrayInputStream(memory) : own;
      from = new SequenceInputStream(new ByteArrayInputStream(prefix), last);
      stream = from;
    }
    return from.read(buffer, 0, most);
  }

  /** Closes the caller's stream and overwrites what may be secret. */
  @Override
  public void close() throws IOException {
    Arrays.fill(prefix, (byte) 0);
    Arrays.fill(memory, (byte) 0);
    if (own != null) {
      own.close();
    }
  }
}
