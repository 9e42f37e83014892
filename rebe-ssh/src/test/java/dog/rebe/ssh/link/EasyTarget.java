package dog.rebe.ssh.link;

import dog.rebe.ssh.config.AddressFamily;
import dog.rebe.ssh.fault.Fault;
import dog.rebe.ssh.host.HostIdentity;
import dog.rebe.ssh.host.HostKeyCheck;
import dog.rebe.ssh.key.LoginMaterial;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A server on the loopback that takes any password, and is believed whatever key it shows. */
final class EasyTarget implements HostKeyCheck {

  static final String HOST = "127.0.0.1";

  private EasyTarget() {}

  static Target at(int port, LinkTiming timing) {
    return new Target(
        HOST,
        port,
        "robot",
        new HostIdentity(HOST, port, Optional.empty(), Optional.empty()),
        host -> believed(),
        () -> CompletableFuture.completedFuture(password()),
        AddressFamily.ANY,
        timing,
        Optional.empty());
  }

  static HostKeyCheck believed() {
    return new EasyTarget();
  }

  static LoginMaterial password() {
    return new LoginMaterial(List.of(), () -> "any".getBytes(StandardCharsets.US_ASCII), List.of());
  }

  static AlgorithmOffer offer() {
    return new AlgorithmOffer(
        List.of("curve25519-sha256", "ecdh-sha2-nistp256"),
        List.of("ecdsa-sha2-nistp256"),
        List.of("aes128-gcm@openssh.com", "aes128-ctr"),
        List.of("hmac-sha2-256"));
  }

  @Override
  public Optional<Fault> refuse(PublicKey key) {
    return Optional.empty();
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
