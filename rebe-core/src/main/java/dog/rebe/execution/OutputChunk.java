package dog.rebe.execution;

import java.util.Objects;

/**
 * A piece of output.
 *
 * @param stream which stream
 * @param bytes the bytes; owned by the receiver
 */
public record OutputChunk(OutputStreamName stream, byte[] bytes) {

  public OutputChunk {
    Objects.requireNonNull(stream, "stream");
    Objects.requireNonNull(bytes, "bytes");
  }
}
