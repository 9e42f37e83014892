package dog.rebe.chronicle;

import dog.rebe.change.CanonicalJson;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;

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
    String object =
        CanonicalJson.text(
            Map.of("at", entry.at(), "fields", entry.fields(), "kind", nameOf(entry.kind())));
    return object.substring(0, object.length() - 1).getBytes(StandardCharsets.UTF_8);
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
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      for (byte[] part : parts) {
        sha256.update(part);
      }
      return HexFormat.of().formatHex(sha256.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  static String nameOf(EntryKind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }
}
