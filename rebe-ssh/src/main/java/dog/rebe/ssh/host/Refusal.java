package dog.rebe.ssh.host;

import dog.rebe.ssh.fault.Fault;
import java.security.PublicKey;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Believes no key.
 *
 * @param because makes the fault from the description of the key that was shown
 */
public record Refusal(Function<String, Fault> because) implements HostKeyCheck {

  @Override
  public Optional<Fault> refuse(PublicKey key) {
    return Optional.of(because.apply(Fingerprint.describe(key)));
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
