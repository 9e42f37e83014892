package dog.rebe.ssh.link;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.sshd.common.config.keys.KeyUtils;

/**
 * Which host key algorithms are asked for, and in which order: certificates only where an authority
 * is known, then the types that are known, so that a server with several keys shows one that we can
 * judge.
 */
final class HostKeyOrder {

  private HostKeyOrder() {}

  static String of(List<String> offered, List<String> knownTypes, boolean takesCertificates) {
    Stream<String> certificates =
        offered.stream().filter(name -> takesCertificates && KeyUtils.isCertificateAlgorithm(name));
    List<String> plain =
        offered.stream().filter(name -> !KeyUtils.isCertificateAlgorithm(name)).toList();
    Stream<String> known = plain.stream().filter(name -> isOf(knownTypes, name));
    Stream<String> unknown = plain.stream().filter(name -> !isOf(knownTypes, name));
    return Stream.of(certificates, known, unknown)
        .flatMap(names -> names)
        .collect(Collectors.joining(","));
  }

  private static boolean isOf(List<String> types, String algorithm) {
    return types.stream()
        .anyMatch(type -> Objects.equals(type, KeyUtils.getCanonicalKeyType(algorithm)));
  }
}
