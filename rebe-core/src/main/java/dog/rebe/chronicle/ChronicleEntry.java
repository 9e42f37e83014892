package dog.rebe.chronicle;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;

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

  private static final int USUAL_FIELDS = 10;

  public ChronicleEntry {
    Objects.requireNonNull(at, "at");
    Objects.requireNonNull(kind, "kind");
    fields = EntryFields.copyOf(fields);
  }

  /** An entry with these fields. */
  public static ChronicleEntry of(Instant at, EntryKind kind, Map<String, ?> fields) {
    return new ChronicleEntry(at, kind, EntryFields.copyOf(fields));
  }

  /** An entry whose fields are named one by one. */
  public static Builder builder(EntryKind kind) {
    return new Builder(kind);
  }

  /** Collects the fields of one entry. Not thread-safe. */
  public static final class Builder {
    private final EntryKind kind;
    private final EntryFields.Collector fields = new EntryFields.Collector(USUAL_FIELDS);

    private Builder(EntryKind kind) {
      this.kind = Objects.requireNonNull(kind, "kind");
    }

    /** Adds a field. The last value of a name counts; the order of the names does not. */
    public Builder field(String name, Object value) {
      fields.put(Objects.requireNonNull(name, "name"), value);
      return this;
    }

    /** The entry, at this time. */
    public ChronicleEntry at(Instant at) {
      return new ChronicleEntry(at, kind, fields.fields());
    }
  }
}
