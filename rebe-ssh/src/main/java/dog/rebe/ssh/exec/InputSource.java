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
  private final StandardInput.@Nullable Opener opener;
  private @Nullable InputStream stream;

  private InputSource(byte[] prefix, byte[] memory, StandardInput.@Nullable Opener opener) {
    this.prefix = prefix;
    this.memory = memory;
    this.opener = opener;
  }

  static InputSource of(byte[] prefix, StandardInput input, SecretValues secrets) {
    if (input instanceof StandardInput.Bytes bytes) {
      return new InputSource(prefix, bytes.bytes(), null);
    }
    if (input instanceof StandardInput.OfSecret secret) {
      return new InputSource(prefix, secrets.valueOf(secret.secret()), null);
    }
    if (input instanceof StandardInput.Stream streamed) {
      return new InputSource(prefix, new byte[0], streamed.opener());
    }
    return new InputSource(prefix, new byte[0], null);
  }

  boolean isEmpty() {
    return opener == null && prefix.length + memory.length == 0;
  }

  /** Whether reading may block. */
  boolean mayBlock() {
    return opener != null;
  }

  /** The next bytes; -1 at the end. */
  int read(byte[] buffer, int most) throws IOException {
    InputStream from = stream;
    if (from == null) {
      InputStream own = opener == null ? new ByteArrayInputStream(memory) : opener.open();
      from = new SequenceInputStream(new ByteArrayInputStream(prefix), own);
      stream = from;
    }
    return from.read(buffer, 0, most);
  }

  /** Closes the caller's stream and overwrites what may be secret. */
  @Override
  public void close() throws IOException {
    Arrays.fill(prefix, (byte) 0);
    Arrays.fill(memory, (byte) 0);
    if (stream != null) {
      stream.close();
    }
  }
}
