package dog.rebe.ssh.link;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.sshd.client.ClientBuilder;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.cipher.BuiltinCiphers;
import org.apache.sshd.common.cipher.Cipher;
import org.apache.sshd.common.kex.BuiltinDHFactories;
import org.apache.sshd.common.kex.KeyExchangeFactory;
import org.apache.sshd.common.mac.BuiltinMacs;
import org.apache.sshd.common.mac.Mac;
import org.apache.sshd.common.signature.BuiltinSignatures;
import org.apache.sshd.common.signature.Signature;

/**
 * The algorithms that are offered to servers, by the names of RFC 4253 and its registry, the best
 * first.
 *
 * @param keyExchanges for agreeing on keys
 * @param hostKeys for the host's proof
 * @param ciphers for the data
 * @param macs for ciphers that do not authenticate themselves
 */
public record AlgorithmOffer(
    List<String> keyExchanges, List<String> hostKeys, List<String> ciphers, List<String> macs) {

  private static final String CHACHA20 = "chacha20-poly1305@openssh.com";

  public AlgorithmOffer {
    keyExchanges = known("key exchange", keyExchanges, names(BuiltinDHFactories.VALUES));
    hostKeys = known("host key", hostKeys, names(BuiltinSignatures.VALUES));
    ciphers = known("cipher", ciphers, names(BuiltinCiphers.VALUES));
    macs = known("MAC", macs, names(BuiltinMacs.VALUES));
  }

  /** Whether a cipher is open to prefix truncation (CVE-2023-48795) without strict key exchange. */
  static boolean needsStrictKeyExchange(String cipher) {
    return cipher.equals(CHACHA20) || cipher.endsWith("-cbc");
  }

  void applyTo(SshClient client) {
    List<KeyExchangeFactory> exchanges =
        keyExchanges.stream()
            .map(BuiltinDHFactories::fromFactoryName)
            .filter(factory -> factory.isSupported())
            .map(ClientBuilder.DH2KEX)
            .toList();
    client.setKeyExchangeFactories(exchanges);
    client.setSignatureFactories(
        AlgorithmOffer.<Signature>pick(hostKeys, BuiltinSignatures.VALUES));
    client.setCipherFactories(AlgorithmOffer.<Cipher>pick(ciphers, BuiltinCiphers.VALUES));
    client.setMacFactories(AlgorithmOffer.<Mac>pick(macs, BuiltinMacs.VALUES));
  }

  private static <T> List<NamedFactory<T>> pick(
      List<String> names, Set<? extends NamedFactory<T>> all) {
    return names.stream()
        .flatMap(name -> all.stream().filter(factory -> factory.getName().equals(name)))
        .<NamedFactory<T>>map(factory -> factory)
        .toList();
  }

  private static Set<String> names(Set<? extends NamedResource> all) {
    return all.stream().map(NamedResource::getName).collect(Collectors.toSet());
  }

  private static List<String> known(String what, List<String> names, Set<String> all) {
    if (names.isEmpty()) {
      throw new IllegalArgumentException("At least one " + what + " algorithm must be offered");
    }
    for (String name : names) {
      if (!all.contains(name)) {
        throw new IllegalArgumentException(
            "Unknown "
                + what
                + " algorithm '"
                + name
                + "': known are "
                + all.stream().sorted().toList());
      }
    }
    return List.copyOf(names);
  }
}
