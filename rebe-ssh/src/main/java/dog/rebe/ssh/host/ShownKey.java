package dog.rebe.ssh.host;

import dog.rebe.outcome.FailureKind;
import dog.rebe.ssh.fault.Fault;
import dog.rebe.ssh.trust.HostKey;
import java.security.PublicKey;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Notes the key that one host shows, and believes it in no case. Thread-safe. */
public final class ShownKey implements HostKeyPolicy, HostKeyCheck {

  private volatile @Nullable HostKey shown;

  /** The key, once it was shown. */
  public Optional<HostKey> key() {
    return Optional.ofNullable(shown);
  }

  @Override
  public HostKeyCheck prepare(HostIdentity host) {
    return this;
  }

  @Override
  public Optional<Fault> refuse(PublicKey key) {
    shown = HostKeys.of(key);
    return Optional.of(new Fault(FailureKind.HOST_KEY_UNKNOWN, "the key was only looked at"));
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
