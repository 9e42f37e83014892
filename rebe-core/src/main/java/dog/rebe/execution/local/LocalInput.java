package dog.rebe.execution.local;

import dog.rebe.command.SecretValues;
import dog.rebe.command.StandardInput;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is written to a command: the secrets of its script first, then its own input. */
final class LocalInput implements AutoCloseable {

  /** The source of the input failed, so that the command must not believe that it has all of it. */
  static final class SourceException extends Exception {
    private static final long serialVersionUID = 1L;

    SourceException(Throwable cause) {
      super(
          cause instanceof IOException ? String.valueOf(cause.getMessage()) : cause.toString(),
          cause);
    }
  }

  private static final Logger LOG = LoggerFactory.getLogger(LocalInput.class);
  private static final int BLOCK_BYTES = 16 * 1024;

  private final byte[] prefix;
  private final byte[] secret;
  private final InputStream own;
  private @Nullable Thread reader;
  private boolean abandoned;

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
    synchronized (this) {
      if (abandoned) {
        return -1;
      }
      reader = Thread.currentThread();
    }
    try {
      return own.read(block);
    } catch (IOException | RuntimeException | Error e) {
      throw new SourceException(e);
    } finally {
      synchronized (this) {
        reader = null;
        if (abandoned) {
          Thread.interrupted();
        }
      }
    }
  }

  /** Nobody needs the rest: whoever hangs in the caller's stream is called back from it. */
  synchronized void abandon() {
    abandoned = true;
    if (reader != null) {
      reader.interrupt();
    }
  }

  /** Whether somebody is still in the caller's stream. */
  synchronized boolean isBeingRead() {
    return reader != null;
  }

  /** Closes the caller's stream under whoever hangs in it. May block as that stream does. */
  void closeSource() {
    try {
      own.close();
    } catch (IOException | RuntimeException e) {
      LOG.debug("The stream of a standard input that nobody needs any more does not close", e);
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
