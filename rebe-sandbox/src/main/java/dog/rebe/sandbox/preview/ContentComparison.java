package dog.rebe.sandbox.preview;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Compares what a file holds before and after. */
public final class ContentComparison {

  /** Longer contents are not shown. */
  public static final int MAX_BYTES = 64 * 1024;

  private ContentComparison() {}

  /** The difference in lines where both are UTF-8 text and short enough, else in bytes. */
  public static ContentDifference between(byte[] before, byte[] after) {
    Optional<String> old = text(before);
    Optional<String> now = text(after);
    if (old.isEmpty() || now.isEmpty()) {
      return new ContentDifference.Bytes();
    }
    return LineDifference.between(old.get(), now.get());
  }

  private static Optional<String> text(byte[] bytes) {
    if (bytes.length > MAX_BYTES) {
      return Optional.empty();
    }
    for (byte b : bytes) {
      if (b == 0) {
        return Optional.empty();
      }
    }
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }
}
