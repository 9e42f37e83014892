package dog.rebe.chronicle;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One entry: when, of which kind, and its fields. What the executor writes holds none of the values
 * that were fetched for a call's secrets.
 *
 * @param at wall-clock time; entries are ordered by position, not by time
 * @param kind what is recorded
 * @param fields by name; the values are {@link String}, {@link Long}, {@link Boolean}, or lists and
 *     maps of these; copied, sorted by name
 */
public record ChronicleEntry(Instant at, EntryKind kind, SortedMap<String, Object> fields) {

  public ChronicleEntry {
    Objects.requireNonNull(at, "at");
    Objects.requireNonNull(kind, "kind");
    fields = Collections.unmodifiableSortedMap(new TreeMap<>(fields));
  }

  /** An entry with these fields. */
  public static ChronicleEntry of(Instant at, EntryKind kind, Map<String, ?> fields) {
    return new ChronicleEntry(at, kind, new TreeMap<>(fields));
  }
}
