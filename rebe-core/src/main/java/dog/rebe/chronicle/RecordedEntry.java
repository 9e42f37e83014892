package dog.rebe.chronicle;

import java.util.Objects;

/**
 * An entry as it stands in a chronicle.
 *
 * @param number its place, from 1; also the number of its line
 * @param entry the entry
 * @param sha256 the SHA-256 of its line without the line's end, in 64 lower-case hexadecimal
 *     digits; the next entry repeats it
 */
public record RecordedEntry(long number, ChronicleEntry entry, String sha256) {

  public RecordedEntry {
    Objects.requireNonNull(entry, "entry");
    Objects.requireNonNull(sha256, "sha256");
  }
}
