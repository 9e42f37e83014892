package dog.rebe.facts;

import java.util.List;

/**
 * Who is asked for names, from resolv.conf(5).
 *
 * @param addresses in the order in which they are asked; copied. 127.0.0.53 is systemd-resolved on
 *     the machine itself
 * @param searchDomains the domains that short names are tried in; copied
 */
public record NameServers(List<String> addresses, List<String> searchDomains) {

  public NameServers {
    addresses = List.copyOf(addresses);
    searchDomains = List.copyOf(searchDomains);
  }
}
