package dog.rebe.chronicle;

/** How safe an entry must be before its append completes. */
public enum Durability {
  /** Forced to the storage device (fsync). */
  FORCED,
  /** Accepted in order; written soon, forced with the next forced entry or at close. */
  BUFFERED
}
