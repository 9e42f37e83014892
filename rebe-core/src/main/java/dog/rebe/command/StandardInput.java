package dog.rebe.command;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/** What a command reads on its standard input. After the last byte the stream is closed. */
public sealed interface StandardInput {

  /** Nothing: end of file at once. */
  static StandardInput none() {
    return None.INSTANCE;
  }

  /** These bytes. The array is copied. */
  static StandardInput of(byte[] bytes) {
    return new Bytes(bytes.clone());
  }

  /** A stream that is opened anew for each attempt, read off the I/O threads, and closed. */
  static StandardInput stream(Opener opener) {
    return new Stream(opener);
  }

  /** A secret. */
  static StandardInput secret(Secret secret) {
    return new OfSecret(secret);
  }

  /** Opens a stream for one attempt. */
  @FunctionalInterface
  interface Opener {
    /** Opens the stream from its first byte. */
    InputStream open() throws IOException;
  }

  /** No input. */
  enum None implements StandardInput {
    /** The only one. */
    INSTANCE
  }

  /** Input that is held in memory. */
  final class Bytes implements StandardInput {
    private final byte[] bytes;

    private Bytes(byte[] bytes) {
      this.bytes = bytes;
    }

    /** The bytes, copied. */
    public byte[] bytes() {
      return bytes.clone();
    }
  }

  /**
   * Input from a stream.
   *
   * @param opener opens it for one attempt
   */
  record Stream(Opener opener) implements StandardInput {
    public Stream {
      Objects.requireNonNull(opener, "opener");
    }
  }

  /**
   * A secret as the input.
   *
   * @param secret what is written
   */
  record OfSecret(Secret secret) implements StandardInput {
    public OfSecret {
      Objects.requireNonNull(secret, "secret");
    }
  }
}
