package dog.rebe.testkit;

import dog.rebe.command.Secret;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/**
 * A secret that is planted in a test and searched for afterwards in everything that was written: as
 * text, as hexadecimal digits, as Base64, and in pieces, because whoever dumps bytes breaks his
 * lines somewhere. Immutable.
 *
 * <pre>{@code
 * CanarySecret password = CanarySecret.of("XqzJvKwPfYhGbQmRtL");
 * try (EveryLog log = EveryLog.open()) {
 *   ... // a run that uses password.secret("password")
 *   assertThat(password.in(log.text())).isEmpty();
 * }
 * }</pre>
 */
public final class CanarySecret {

  private static final int PIECE = 6;
  private static final int SHORTEST = 12;

  private final String value;

  private CanarySecret(String value) {
    this.value = value;
  }

  /**
   * A secret of these letters.
   *
   * @param letters 12 or more of {@code A} to {@code Z} and {@code a} to {@code z}, in an order
   *     that stands nowhere else
   */
  public static CanarySecret of(String letters) {
    if (!letters.matches("[A-Za-z]{" + SHORTEST + ",}")) {
      throw new IllegalArgumentException(
          "A secret of " + letters.length() + " characters: use 12 letters or more, A to Z");
    }
    return new CanarySecret(letters);
  }

  /** Its letters. */
  public String text() {
    return value;
  }

  /** Its letters as ASCII, anew for each caller. */
  public byte[] bytes() {
    return value.getBytes(StandardCharsets.US_ASCII);
  }

  /** The secret to give away, under this name. */
  public Secret secret(String name) {
    return Secret.of(name, asked -> bytes());
  }

  /** What of it is in the text: pieces of six letters or more, in one of the three forms. */
  public List<String> in(String text) {
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

  /** Does not show it. */
  @Override
  public String toString() {
    return "***";
  }
}
