package dog.rebe.ssh.testkit.wire;

import java.util.ArrayList;
import java.util.List;

/**
 * What a peer offers in its key exchange proposal (RFC 4253, section 7.1), by the names of the
 * algorithms. Immutable.
 *
 * @param keyExchanges with markers such as strict key exchange among them
 * @param hostKeys signature algorithms of host keys
 * @param ciphers alike in both directions
 * @param macs alike in both directions
 */
public record Algorithms(
    List<String> keyExchanges, List<String> hostKeys, List<String> ciphers, List<String> macs) {

  /** The marker by which a server says that it knows strict key exchange. */
  public static final String STRICT_KEY_EXCHANGE = "kex-strict-s-v00@openssh.com";

  public Algorithms {
    keyExchanges = List.copyOf(keyExchanges);
    hostKeys = List.copyOf(hostKeys);
    ciphers = List.copyOf(ciphers);
    macs = List.copyOf(macs);
  }

  /** What a current server offers. */
  public static Algorithms modern() {
    return new Algorithms(
        List.of("curve25519-sha256", "ecdh-sha2-nistp256", STRICT_KEY_EXCHANGE),
        List.of("ssh-ed25519"),
        List.of("aes128-gcm@openssh.com", "aes256-ctr"),
        List.of("hmac-sha2-256-etm@openssh.com", "hmac-sha2-256"));
  }

  /** What is refused today: SHA-1 key exchange and host keys, CBC ciphers, MD5. */
  public static Algorithms weak() {
    return new Algorithms(
        List.of("diffie-hellman-group1-sha1"),
        List.of("ssh-dss", "ssh-rsa"),
        List.of("3des-cbc", "aes128-cbc"),
        List.of("hmac-md5", "hmac-sha1"));
  }

  /** With these ciphers in place of its own. */
  public Algorithms ciphers(String... names) {
    return new Algorithms(keyExchanges, hostKeys, List.of(names), macs);
  }

  /** Without the marker of strict key exchange. */
  public Algorithms withoutStrictKeyExchange() {
    List<String> lax = new ArrayList<>(keyExchanges);
    lax.remove(STRICT_KEY_EXCHANGE);
    return new Algorithms(lax, hostKeys, ciphers, macs);
  }
}
