package dog.rebe.execution.local;

import dog.rebe.command.SecretValues;
import dog.rebe.command.StandardInput;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;

/** What is written to a command: the secrets of its script first, then its own input. */
final class LocalInput implements AutoCloseable {

  /** The source of the input failed, so that the command must not believe that it has all of it. */
  static final class SourceException extends Exception {
    private static final long serialVersionUID = 1L;

    SourceException(IOException cause) {
      super(String.valueOf(cause.getMessage()), cause);
    }
  }

  private static final int BLOCK_BYTES = 16 * 1024;

  private final byte[] prefix;
  private final byte[] secret;
  private final InputStream own;

  private LocalInput(byte[] prefix, byte[] secret, InputStream own) {
    this.prefix = prefix;
    this.secret = secret;
    this.own = own;
  }

  static LocalInput open(byte[] prefix, StandardInput input, SecretValues secrets)
      throws IOException {
    byte[] secret = {};
    InputStream own = InputStream.nullInputStream();
    if (input instanceof StandardInput.Bytes bytes) {
      own = new ByteArrayInputStream(bytes.bytes());
    } else if (input instanceof StandardInput.Stream stream) {
      own = stream.opener().open();
    } else if (input instanceof StandardInput.OfSecret ofSecret) {
      secret = secrets.valueOf(ofSecret.secret());
    }
    return new LocalInput(prefix, secret, own);
  }

  /**
   * Writes everything. Blocks while the command does not read.
   *
   * @throws IOException if the command reads no more, which is its right
   */
  void writeTo(OutputStream process) throws IOException, SourceException {
    process.write(prefix);
    process.write(secret);
    process.flush();
    byte[] block = new byte[BLOCK_BYTES];
    int read;
    while ((read = readSource(block)) >= 0) {
      process.write(block, 0, read);
      process.flush();
    }
  }

  private int readSource(byte[] block) throws SourceException {
    try {
      return own.read(block);
    } catch (IOException e) {
      throw new SourceException(e);
    }
  }

  /** Overwrites the secrets and closes the source. */
  @Override
  public void close() throws IOException {
    Arrays.fill(prefix, (byte) 0);
    Arrays.fill(secret, (byte) 0);
    own.close();
  }
}
