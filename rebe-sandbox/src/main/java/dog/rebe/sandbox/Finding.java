package dog.rebe.sandbox;

import java.util.Objects;

/**
 * Something that a plugin's check noticed. Its texts are the plugin's: show them as text and
 * nothing else.
 *
 * @param id the same for the same kind of finding; 1 to 64 of {@code a-z}, {@code 0-9} and {@code
 *     -}
 * @param severity how much it matters; one that this version does not know counts as critical
 * @param title one sentence for the owner
 * @param detail more; may be empty
 * @param remedy what would help; may be empty
 */
public record Finding(String id, Severity severity, String title, String detail, String remedy) {

  public Finding {
    if (!id.matches("[a-z0-9-]{1,64}")) {
      throw new IllegalArgumentException(
          "'" + id + "' is no id of a finding: use 1 to 64 of a-z, 0-9 and '-'");
    }
    if (title.isBlank()) {
      throw new IllegalArgumentException("The finding " + id + " needs a title");
    }
    Objects.requireNonNull(severity, "severity");
    Objects.requireNonNull(detail, "detail");
    Objects.requireNonNull(remedy, "remedy");
  }
}
