package dog.rebe.ssh.link;

import java.util.ArrayList;
import java.util.List;
import org.apache.sshd.common.config.keys.KeyUtils;

/**
 * Which host key algorithms are asked for, and in which order: certificates only where an authority
 * is known, then the types that are known, so that a server with several keys shows one that we can
 * judge.
 */
final class HostKeyOrder {

  private HostKeyOrder() {}

  static String of(List<String> offered, List<String> knownTypes, boolean takesCertificates) {
    List<String> order = new ArrayList<>(offered.size());
    List<String> unknown = new ArrayList<>(offered.size());
    if (takesCertificates) {
      for (String name : offered) {
        if (KeyUtils.isCertificateAlgorithm(name)) {
          order.add(name);
        }
      }
    }
    for (String name : offered) {
      if (!KeyUtils.isCertificateAlgorithm(name)) {
        boolean known = knownTypes.contains(KeyUtils.getCanonicalKeyType(name));
        (known ? order : unknown).add(name);
      }
    }
    order.addAll(unknown);
    return String.join(",", order);
  }
}
