package dog.rebe.ssh.host;

import dog.rebe.outcome.FailureKind;
import dog.rebe.ssh.fault.Fault;
import dog.rebe.ssh.fault.FaultException;
import java.security.PublicKey;
import java.util.List;
import java.util.Optional;

/**
 * Believes of a node that is bound to a key exactly that one, and asks another policy about all
 * other nodes. What that one has revoked is refused all the same.
 */
public final class PinnedKeys implements HostKeyPolicy {

  private final HostKeyPolicy others;

  /** Decides for nodes that are bound to a key; the other policy for all others. */
  public PinnedKeys(HostKeyPolicy others) {
    this.others = others;
  }

  @Override
  public HostKeyCheck prepare(HostIdentity host) throws FaultException {
    HostKeyCheck other = others.prepare(host);
    return host.pin().isPresent() ? new Pinned(host, host.pin().get(), other) : other;
  }

  private record Pinned(HostIdentity host, Pin pin, HostKeyCheck other) implements HostKeyCheck {

    @Override
    public Optional<Fault> refuse(PublicKey key) {
      Optional<Fault> revoked =
          other.refuse(key).filter(fault -> fault.kind() == FailureKind.HOST_KEY_REVOKED);
      if (revoked.isPresent() || HostKeys.fingerprint(key).equals(pin.fingerprint())) {
        return revoked;
      }
      return Optional.of(
          new Fault(
              FailureKind.HOST_KEY_CHANGED,
              host.knownAs()
                  + " shows "
                  + HostKeys.describe(key)
                  + ", but the node is bound to "
                  + pin.fingerprint()));
    }

    @Override
    public List<String> knownTypes() {
      return pin.algorithm().map(List::of).orElse(List.of());
    }

    @Override
    public boolean takesCertificates() {
      return false;
    }
  }
}
