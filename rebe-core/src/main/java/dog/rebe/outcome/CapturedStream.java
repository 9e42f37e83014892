package dog.rebe.outcome;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/**
 * The bytes of one output stream, exact to the byte, and whether it was cut at its limit.
 * Immutable.
 */
public final class CapturedStream {

  private static final CapturedStream EMPTY = new CapturedStream(new byte[0], 0, 0, false);

  private final byte[] buffer;
  private final int length;
  private final long receivedBytes;
  private final boolean cut;

  private CapturedStream(byte[] buffer, int length, long receivedBytes, boolean cut) {
    this.buffer = buffer;
    this.length = length;
    this.receivedBytes = receivedBytes;
    this.cut = cut;
  }

  /** A stream on which nothing arrived. */
  public static CapturedStream empty() {
    return EMPTY;
  }

  /** A whole stream. The array is copied. */
  public static CapturedStream of(byte[] bytes) {
    return new CapturedStream(bytes.clone(), bytes.length, bytes.length, false);
  }

  /**
   * A stream whose first {@code length} bytes stand in {@code buffer}, which is not copied: the
   * caller must not write to it afterwards.
   *
   * @param cut whether more had arrived than the limit allowed
   */
  public static CapturedStream wrap(byte[] buffer, int length, boolean cut) {
    Objects.checkFromIndexSize(0, length, buffer.length);
    return new CapturedStream(buffer, length, length, cut);
  }

  /** A stream of this many bytes of which none was kept. */
  public static CapturedStream counted(long receivedBytes) {
    return receivedBytes == 0 ? EMPTY : new CapturedStream(EMPTY.buffer, 0, receivedBytes, false);
  }

  /** The bytes, copied. */
  public byte[] bytes() {
    return Arrays.copyOf(buffer, length);
  }

  /** The bytes without a copy. */
  public ByteBuffer asByteBuffer() {
    return ByteBuffer.wrap(buffer, 0, length).asReadOnlyBuffer();
  }

  /**
   * How many bytes were accepted up to the limit; more than {@link #size()} once they were dropped.
   */
  public long receivedBytes() {
    return receivedBytes;
  }

  /** How many bytes are held here. */
  public int size() {
    return length;
  }

  /** Whether the stream was cut because it reached its limit. */
  public boolean isCut() {
    return cut;
  }

  /** The bytes as UTF-8 text, with U+FFFD for what is none; see {@link #isUtf8()}. */
  public String utf8() {
    return new String(buffer, 0, length, StandardCharsets.UTF_8);
  }

  /**
   * Whether {@link #utf8()} is faithful. A character that the limit split at the very end makes
   * this false as well: the bytes stay exact, only the text view loses.
   */
  public boolean isUtf8() {
    try {
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .decode(asByteBuffer());
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  /** The same counts without the bytes. */
  public CapturedStream countsOnly() {
    return length == 0 ? this : new CapturedStream(EMPTY.buffer, 0, receivedBytes, cut);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CapturedStream that
        && receivedBytes == that.receivedBytes
        && cut == that.cut
        && Arrays.equals(buffer, 0, length, that.buffer, 0, that.length);
  }

  @Override
  public int hashCode() {
    return Objects.hash(asByteBuffer(), receivedBytes, cut);
  }

  @Override
  public String toString() {
    return receivedBytes + " bytes" + (cut ? " (cut)" : "");
  }
}
