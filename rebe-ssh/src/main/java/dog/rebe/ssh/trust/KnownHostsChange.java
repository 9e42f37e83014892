package dog.rebe.ssh.trust;

import java.util.List;

/** What came of writing a host's keys into a file of known hosts. */
public sealed interface KnownHostsChange {

  /**
   * The file now knows the host by these keys alone.
   *
   * @param added the keys that were written, at least one, if none was taken out; copied
   * @param removed the keys that were taken out, with the lines in which they stood; copied
   */
  record Written(List<HostKey> added, List<KnownKey> removed) implements KnownHostsChange {
    public Written {
      added = List.copyOf(added);
      removed = List.copyOf(removed);
    }
  }

  /** The file knew the host by these keys already. Nothing was written. */
  record Unchanged() implements KnownHostsChange {}

  /**
   * The file knows the host by other keys. Nothing was written.
   *
   * @param known every key that it knows for the host; copied
   */
  record Conflict(List<KnownKey> known) implements KnownHostsChange {
    public Conflict {
      known = List.copyOf(known);
    }
  }

  /**
   * One of the keys must never be accepted. Nothing was written.
   *
   * @param by the line that says so
   */
  record Refused(KnownKey by) implements KnownHostsChange {}
}
