package dog.rebe.verify;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Each entry has its number, and the SHA-256 of the one before it. The tree alone would prove as
 * much; the chain names the entry that was changed.
 */
final class EntryChain {

  private static final int DIGEST_CHARACTERS = 64;
  private static final int END_CHARACTERS = 2;

  private final Findings.Collector findings;
  private final Sha256 sha256 = new Sha256();
  private String previous = "0".repeat(DIGEST_CHARACTERS);
  private long number;
  private boolean suspicious;

  EntryChain(Findings.Collector findings) {
    this.findings = findings;
  }

  void add(byte[] entry) {
    number++;
    String text = new String(entry, StandardCharsets.ISO_8859_1);
    String frame = ",\"number\":" + number + ",\"previous\":\"";
    int digest = text.length() - DIGEST_CHARACTERS - END_CHARACTERS;
    int start = digest - frame.length();
    boolean whole = start > 0 && text.startsWith(frame, start) && text.endsWith("\"}");
    if (!whole) {
      findings.problem(
          "Entry "
              + number
              + " does not say that it is number "
              + number
              + ": entries were changed, removed, moved or added there");
      suspicious = false;
    } else {
      follow(text.startsWith(previous, digest));
    }
    previous = HexFormat.of().formatHex(sha256.of(entry));
  }

  /** The entry after tells which of two was changed, if they do not fit. */
  private void follow(boolean fits) {
    if (suspicious) {
      findings.problem("Entry " + (fits ? number - 2 : number - 1) + " was changed");
      suspicious = false;
    } else {
      suspicious = !fits;
    }
  }

  void end() {
    if (suspicious) {
      findings.problem("Entry " + Math.max(1, number - 1) + " or entry " + number + " was changed");
    }
  }
}
