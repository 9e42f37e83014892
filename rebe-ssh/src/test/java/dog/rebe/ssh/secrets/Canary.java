package dog.rebe.ssh.secrets;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/**
 * A secret that is searched for afterwards: as text, as hexadecimal digits, as Base64, and in
 * pieces, because whoever dumps bytes breaks his lines somewhere.
 */
final class Canary {

  private static final int PIECE = 6;

  private final String value;

  /** A secret of these letters, which stand nowhere else in this order. */
  Canary(String value) {
    this.value = value;
  }

  byte[] bytes() {
    return value.getBytes(StandardCharsets.US_ASCII);
  }

  /** What of it is in the text. */
  List<String> in(String text) {
    String packed = text.toLowerCase(Locale.ROOT).replaceAll("[\\s:,]|0x", "");
    TreeSet<String> found = new TreeSet<>();
    for (int i = 0; i + PIECE <= value.length(); i++) {
      String piece = value.substring(i, i + PIECE);
      if (text.contains(piece)) {
        found.add(piece);
      }
      String hex = HexFormat.of().formatHex(piece.getBytes(StandardCharsets.US_ASCII));
      if (packed.contains(hex)) {
        found.add(hex);
      }
    }
    for (int shift = 0; shift < 3; shift++) {
      String encoded =
          Base64.getEncoder()
              .withoutPadding()
              .encodeToString(value.substring(shift).getBytes(StandardCharsets.US_ASCII));
      if (text.contains(encoded.substring(0, encoded.length() - 2))) {
        found.add(encoded);
      }
    }
    return new ArrayList<>(found);
  }
}
