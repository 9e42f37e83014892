package dog.rebe.ssh.trust;

import java.util.List;

/** What the known hosts say of a key that a host showed. Only {@link Trusted} lets a session be. */
public sealed interface HostKeyVerdict {

  /**
   * The host is known by this key.
   *
   * @param by the line that says so
   */
  record Trusted(KnownKey by) implements HostKeyVerdict {}

  /** Nothing is known of the host. Its key has to be enrolled by an explicit act. */
  record Unknown() implements HostKeyVerdict {}

  /**
   * The host is known, and not by this key: another machine answers, somebody is in between, or the
   * host got a new key.
   *
   * @param expected every key that is known for the host, at least one; copied
   */
  record Changed(List<KnownKey> expected) implements HostKeyVerdict {
    public Changed {
      expected = List.copyOf(expected);
    }
  }

  /**
   * The key must never be accepted, for any host.
   *
   * @param by the {@code @revoked} line that says so
   */
  record Revoked(KnownKey by) implements HostKeyVerdict {}
}
