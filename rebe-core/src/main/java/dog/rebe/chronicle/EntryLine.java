package dog.rebe.chronicle;

import dog.rebe.change.CanonicalBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * One line of the file: a JSON object with {@code at} (milliseconds since 1970), {@code fields},
 * {@code kind}, {@code number} (from 1) and {@code previous}, the SHA-256 of the line before it (64
 * zeros in the first).
 *
 * @param number its place
 * @param previous the digest of the line before it
 * @param entry the entry
 */
record EntryLine(long number, String previous, ChronicleEntry entry) {

  /** What the first line says of the line before it. */
  static final String NOTHING_BEFORE = "0".repeat(64);

  /** How many bytes {@link #finish} adds at most. */
  static final int FRAME_BYTES = 128;

  /** The part of a line that does not depend on its place. */
  static byte[] begin(ChronicleEntry entry) {
    CanonicalBuffer buffer = new CanonicalBuffer();
    begin(entry, buffer);
    return buffer.bytes();
  }

  /** The same in this buffer, whatever it held. */
  static void begin(ChronicleEntry entry, CanonicalBuffer buffer) {
    buffer.clear();
    buffer.appendRaw('{');
    buffer.appendMember("at", entry.at());
    buffer.appendMember("fields", entry.fields());
    buffer.appendMember("kind", nameOf(entry.kind()));
  }

  /**
   * The rest of a line, without its end. The names go on in their order, so the whole is canonical.
   */
  static byte[] finish(long number, String previous) {
    return (",\"number\":" + number + ",\"previous\":\"" + previous + "\"}")
        .getBytes(StandardCharsets.US_ASCII);
  }

  /** The digest of a line without its end, as the next line repeats it. */
  static String sha256(byte[]... parts) {
    MessageDigest sha256 = newDigest();
    for (byte[] part : parts) {
      sha256.update(part);
    }
    return HexFormat.of().formatHex(sha256.digest());
  }

  static MessageDigest newDigest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  static String nameOf(EntryKind kind) {
    return switch (kind) {
      case OPENED -> "opened";
      case INTENT -> "intent";
      case OUTCOME -> "outcome";
      case APPROVAL -> "approval";
      case ENROLMENT -> "enrolment";
      case ALERT -> "alert";
    };
  }
}
