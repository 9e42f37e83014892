package dog.rebe.facts;

import java.util.ArrayList;
import java.util.List;

/** Reads resolv.conf(5). */
final class NameServersReader implements FactReader<NameServers> {

  @Override
  public Topic topic() {
    return Topic.NAME_SERVERS;
  }

  @Override
  public String script() {
    return """
        if [ -r /etc/resolv.conf ];then r_file resolv.conf /etc/resolv.conf 100;r_say
        else r_none 'no /etc/resolv.conf';fi""";
  }

  @Override
  public Told<NameServers> read(FactText text) throws FactException {
    List<String> addresses = new ArrayList<>();
    List<String> domains = new ArrayList<>();
    for (String line : text.requiredSection("resolv.conf")) {
      Fields fields = Fields.of(line);
      switch (fields.text(0)) {
        case "nameserver" -> addresses.add(address(Fields.of(line, 2).text(1)));
        case "search", "domain" -> {
          domains.clear();
          for (int i = 1; i < fields.count(); i++) {
            domains.add(fields.text(i));
          }
        }
        default -> {}
      }
    }
    if (addresses.isEmpty()) {
      throw new FactException(Reason.NOT_THERE, "/etc/resolv.conf names no server");
    }
    return new Told<>(new NameServers(addresses, domains), "/etc/resolv.conf");
  }

  /** An address, whose zone stays as it is. */
  private static String address(String text) throws FactException {
    int zone = text.indexOf('%');
    return zone < 0
        ? IpText.canonical(text)
        : IpText.canonical(text.substring(0, zone)) + text.substring(zone);
  }
}
