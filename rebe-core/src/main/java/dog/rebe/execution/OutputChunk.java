package dog.rebe.execution;

import java.util.Objects;

/** A piece of output. The receiver owns its bytes. */
public final class OutputChunk {

  private final OutputStreamName stream;
  private final byte[] bytes;

  /**
   * Takes the array over without a copy.
   *
   * @param stream which stream
   * @param bytes at least one byte
   */
  public OutputChunk(OutputStreamName stream, byte[] bytes) {
    this.stream = Objects.requireNonNull(stream, "stream");
    this.bytes = Objects.requireNonNull(bytes, "bytes");
  }

  /** Which stream. */
  public OutputStreamName stream() {
    return stream;
  }

  /** The bytes, not copied: the one who received the chunk owns them. */
  public byte[] bytes() {
    return bytes;
  }

  @Override
  public String toString() {
    return stream + ", " + bytes.length + " bytes";
  }
}
