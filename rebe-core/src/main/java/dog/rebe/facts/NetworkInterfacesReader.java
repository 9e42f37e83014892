package dog.rebe.facts;

import dog.rebe.facts.NetworkInterfaces.InterfaceAddress;
import dog.rebe.facts.NetworkInterfaces.NetworkInterface;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads /sys/class/net and /proc/net/if_inet6. IPv4 addresses with their interfaces are in no file,
 * so {@code ip} tells them, in the one-line form that iproute2 and BusyBox share.
 */
final class NetworkInterfacesReader implements FactReader<NetworkInterfaces> {

  private static final int IFF_UP = 1;
  private static final int ARPHRD_LOOPBACK = 772;

  @Override
  public Topic topic() {
    return Topic.NETWORK_INTERFACES;
  }

  @Override
  public String script() {
    return """
        for d in /sys/class/net/*;do
        if [ -r $d/mtu ];then
        h= s=unknown t=0 g=0;read -r m <$d/mtu;read -r h <$d/address;read -r s <$d/operstate;read -r t <$d/type;read -r g <$d/flags
        r_add "interface ${d##*/} $m $s $t $g $h"
        fi
        done
        r_file inet6 /proc/net/if_inet6 200
        r_add '== inet'
        r_say
        ip -4 -o addr show""";
  }

  @Override
  public Told<NetworkInterfaces> read(FactText text) throws FactException {
    Map<String, List<InterfaceAddress>> addresses = new LinkedHashMap<>();
    for (String line : text.requiredSection("inet")) {
      inet(Fields.of(line, 4), line, addresses);
    }
    for (String line : text.section("inet6").orElse(List.of())) {
      Fields fields = Fields.of(line, 6);
      InterfaceAddress address =
          new InterfaceAddress(
              IpText.ofHex(fields.text(0)), fields.smallHex(2), scope(fields.text(3)));
      addresses.computeIfAbsent(fields.text(5), name -> new ArrayList<>()).add(address);
    }
    List<NetworkInterface> interfaces = new ArrayList<>();
    for (String line : text.lines()) {
      interfaces.add(networkInterface(Fields.of(line, 6), addresses));
    }
    if (interfaces.isEmpty()) {
      throw new FactException(Reason.NOT_THERE, "the kernel shows no network interface");
    }
    return new Told<>(
        new NetworkInterfaces(interfaces), "/sys/class/net, /proc/net/if_inet6 and ip");
  }

  private static NetworkInterface networkInterface(
      Fields fields, Map<String, List<InterfaceAddress>> addresses) throws FactException {
    String hardware = fields.rest(6);
    boolean loopback = fields.smallNumber(4) == ARPHRD_LOOPBACK;
    return new NetworkInterface(
        fields.text(1),
        hardware.isEmpty() || loopback ? Optional.empty() : Optional.of(hardware),
        fields.smallNumber(2),
        (fields.smallHex(5) & IFF_UP) != 0,
        fields.text(3),
        loopback,
        addresses.getOrDefault(fields.text(1), List.of()));
  }

  /** {@code 2: eth0 inet 192.0.2.2/24 brd 192.0.2.255 scope global eth0\ ...}, or with a peer. */
  private static void inet(
      Fields fields, String line, Map<String, List<InterfaceAddress>> addresses)
      throws FactException {
    if (!fields.text(2).equals("inet")) {
      throw FactException.notUnderstood("no address of an interface", line);
    }
    String withPrefix = fields.text(3);
    String scope = "";
    for (int i = 4; i + 1 < fields.count(); i++) {
      if (fields.text(i).equals("peer") && !withPrefix.contains("/")) {
        withPrefix += fields.text(i + 1).replaceFirst("^[^/]*", "");
      } else if (fields.text(i).equals("scope") && scope.isEmpty()) {
        scope = fields.text(i + 1);
      }
    }
    int slash = withPrefix.indexOf('/');
    String address = slash < 0 ? withPrefix : withPrefix.substring(0, slash);
    int prefix = slash < 0 ? 32 : Fields.of(withPrefix.substring(slash + 1)).smallNumber(0);
    addresses
        .computeIfAbsent(fields.text(1), name -> new ArrayList<>())
        .add(new InterfaceAddress(IpText.canonical(address), prefix, scope));
  }

  private static String scope(String hex) {
    return switch (hex) {
      case "00" -> "global";
      case "10" -> "host";
      case "20" -> "link";
      case "40" -> "site";
      default -> hex;
    };
  }
}
