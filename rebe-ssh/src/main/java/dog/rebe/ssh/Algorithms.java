package dog.rebe.ssh;

import dog.rebe.ssh.link.AlgorithmOffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Which algorithms are offered to servers, the best first (RFC 4253, section 7.1). Immutable.
 *
 * <p>A server that shares none is refused with {@code no-common-algorithm}, and the failure says
 * what it offers. SHA-1, DSA, RC4 and 64-bit block ciphers are never offered unless they are added
 * here.
 */
public final class Algorithms {

  private static final Algorithms MODERN =
      new Algorithms(
          new AlgorithmOffer(
              List.of(
                  "mlkem768x25519-sha256",
                  "curve25519-sha256",
                  "curve25519-sha256@libssh.org",
                  "ecdh-sha2-nistp256",
                  "ecdh-sha2-nistp384",
                  "ecdh-sha2-nistp521",
                  "diffie-hellman-group16-sha512",
                  "diffie-hellman-group18-sha512",
                  "diffie-hellman-group14-sha256",
                  "sntrup761x25519-sha512",
                  "sntrup761x25519-sha512@openssh.com"),
              List.of(
                  "ssh-ed25519-cert-v01@openssh.com",
                  "ecdsa-sha2-nistp256-cert-v01@openssh.com",
                  "ecdsa-sha2-nistp384-cert-v01@openssh.com",
                  "ecdsa-sha2-nistp521-cert-v01@openssh.com",
                  "rsa-sha2-512-cert-v01@openssh.com",
                  "rsa-sha2-256-cert-v01@openssh.com",
                  "ssh-ed25519",
                  "ecdsa-sha2-nistp256",
                  "ecdsa-sha2-nistp384",
                  "ecdsa-sha2-nistp521",
                  "rsa-sha2-512",
                  "rsa-sha2-256"),
              List.of(
                  "aes128-gcm@openssh.com",
                  "aes256-gcm@openssh.com",
                  "aes128-ctr",
                  "aes192-ctr",
                  "aes256-ctr"),
              List.of(
                  "hmac-sha2-256-etm@openssh.com",
                  "hmac-sha2-512-etm@openssh.com",
                  "hmac-sha2-256",
                  "hmac-sha2-512")));

  private final AlgorithmOffer offer;

  private Algorithms(AlgorithmOffer offer) {
    this.offer = offer;
  }

  /**
   * The default. Post-quantum key exchange where the server has ML-KEM, X25519 otherwise, and
   * Streamlined NTRU Prime last, because in Java it costs ten times as much as X25519. AES in GCM
   * and CTR mode. ChaCha20-Poly1305 and CBC are left out: they are open to prefix truncation
   * (CVE-2023-48795) with servers that do not know strict key exchange.
   */
  public static Algorithms modern() {
    return MODERN;
  }

  /**
   * The same with every post-quantum key exchange first. With servers before OpenSSH 9.9 this costs
   * some hundred milliseconds of processor time for each connection.
   */
  public Algorithms postQuantumFirst() {
    List<String> first = new ArrayList<>(offer.keyExchanges());
    List<String> classical = new ArrayList<>(first);
    first.removeIf(name -> !name.startsWith("mlkem") && !name.startsWith("sntrup"));
    classical.removeAll(first);
    first.addAll(classical);
    return new Algorithms(
        new AlgorithmOffer(first, offer.hostKeys(), offer.ciphers(), offer.macs()));
  }

  /**
   * The same with these ciphers in addition, after the others. A connection on which
   * ChaCha20-Poly1305 or CBC were chosen without strict key exchange is closed all the same.
   *
   * @throws IllegalArgumentException if one is unknown; the message lists the known ones
   */
  public Algorithms withCiphers(String... names) {
    return new Algorithms(
        new AlgorithmOffer(
            offer.keyExchanges(), offer.hostKeys(), plus(offer.ciphers(), names), offer.macs()));
  }

  /**
   * The same with these key exchanges in addition, after the others.
   *
   * @throws IllegalArgumentException if one is unknown; the message lists the known ones
   */
  public Algorithms withKeyExchanges(String... names) {
    return new Algorithms(
        new AlgorithmOffer(
            plus(offer.keyExchanges(), names), offer.hostKeys(), offer.ciphers(), offer.macs()));
  }

  /**
   * The same with these host key algorithms in addition, after the others.
   *
   * @throws IllegalArgumentException if one is unknown; the message lists the known ones
   */
  public Algorithms withHostKeys(String... names) {
    return new Algorithms(
        new AlgorithmOffer(
            offer.keyExchanges(), plus(offer.hostKeys(), names), offer.ciphers(), offer.macs()));
  }

  /**
   * The same with these MACs in addition, after the others.
   *
   * @throws IllegalArgumentException if one is unknown; the message lists the known ones
   */
  public Algorithms withMacs(String... names) {
    return new Algorithms(
        new AlgorithmOffer(
            offer.keyExchanges(), offer.hostKeys(), offer.ciphers(), plus(offer.macs(), names)));
  }

  private static List<String> plus(List<String> list, String... names) {
    List<String> all = new ArrayList<>(list);
    for (String name : names) {
      if (!all.contains(name)) {
        all.add(name);
      }
    }
    return all;
  }

  AlgorithmOffer offer() {
    return offer;
  }

  @Override
  public String toString() {
    return offer.toString();
  }
}
