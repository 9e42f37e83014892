package dog.rebe.ssh.link;

import dog.rebe.outcome.FailureKind;
import dog.rebe.ssh.fault.Fault;
import dog.rebe.ssh.host.HostKeyCheck;
import java.security.PublicKey;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether the server that answers a dial is one to go on with: by its host key, and by what the key
 * exchange agreed on. The first reason against it counts, and holds for good. Thread-safe.
 */
final class ServerCheck {

  private @Nullable HostKeyCheck hostKeys;
  private @Nullable Fault verdict;
  private @Nullable Boolean strict;

  /** Whom to believe. */
  synchronized void knows(HostKeyCheck check) {
    hostKeys = check;
  }

  /** Judges the host's key; called again whenever keys are exchanged anew. */
  boolean believes(PublicKey key) {
    HostKeyCheck check;
    synchronized (this) {
      if (verdict != null) {
        return false;
      }
      check = hostKeys;
    }
    Optional<Fault> refusal =
        check == null
            ? Optional.of(new Fault(FailureKind.INTERNAL_ERROR, "the host's key came too early"))
            : check.refuse(key);
    refusal.ifPresent(this::condemn);
    return refusal.isEmpty();
  }

  /** Which types of host keys to ask for first. */
  List<String> knownKeyTypes() {
    HostKeyCheck check = hostKeys();
    return check == null ? List.of() : check.knownTypes();
  }

  boolean takesCertificates() {
    HostKeyCheck check = hostKeys();
    return check != null && check.takesCertificates();
  }

  private synchronized @Nullable HostKeyCheck hostKeys() {
    return hostKeys;
  }

  /** What the first key exchange agreed on, as to strictness; it holds for the whole connection. */
  synchronized boolean strict(boolean announced) {
    if (strict == null) {
      strict = announced;
    }
    return strict;
  }

  /** Says why the connection is about to be closed, if nobody has said so before. */
  synchronized void condemn(Fault fault) {
    if (verdict == null) {
      verdict = fault;
    }
  }

  /** Why not to go on with it; null while there is no reason. */
  synchronized @Nullable Fault verdict() {
    return verdict;
  }
}
