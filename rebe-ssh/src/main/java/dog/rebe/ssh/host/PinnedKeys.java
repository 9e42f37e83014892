package dog.rebe.ssh.host;

import dog.rebe.outcome.FailureKind;
import dog.rebe.ssh.fault.Fault;
import java.security.PublicKey;
import java.util.List;
import java.util.Optional;

/** Believes exactly the key with the fingerprint that the node's id is bound to. */
public final class PinnedKeys implements HostKeyPolicy {

  private final HostKeyPolicy others;

  /**
   * Decides for hosts with a pin.
   *
   * @param others decides for hosts without one
   */
  public PinnedKeys(HostKeyPolicy others) {
    this.others = others;
  }

  @Override
  public HostKeyCheck prepare(HostIdentity host) throws dog.rebe.ssh.fault.FaultException {
    return host.pin().isPresent() ? new Pin(host, host.pin().get()) : others.prepare(host);
  }

  private record Pin(HostIdentity host, String fingerprint) implements HostKeyCheck {

    @Override
    public Optional<Fault> refuse(PublicKey key) {
      String shown = Fingerprint.of(key);
      return shown.equals(fingerprint)
          ? Optional.empty()
          : Optional.of(
              new Fault(
                  FailureKind.HOST_KEY_CHANGED,
                  host.knownAs()
                      + " shows "
                      + Fingerprint.describe(key)
                      + ", but the node is bound to "
                      + fingerprint));
    }

    @Override
    public List<String> knownTypes() {
      return List.of();
    }

    @Override
    public boolean takesCertificates() {
      return false;
    }
  }
}
