package dog.rebe.facts;

import dog.rebe.facts.Routes.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads /proc/net/route and /proc/net/ipv6_route. */
final class RoutesReader implements FactReader<Routes> {

  private static final int LINES = 200;
  private static final long RTF_UP = 0x1;
  private static final long RTF_GATEWAY = 0x2;
  private static final long RTF_REJECT = 0x200;

  /** Anycast, cache and local entries, which are no routes to anywhere. */
  private static final long NO_ROUTE = 0x0010_0000L | 0x0100_0000L | 0x8000_0000L | RTF_REJECT;

  @Override
  public Topic topic() {
    return Topic.ROUTES;
  }

  @Override
  public String script() {
    return """
        r_order
        r_file inet /proc/net/route 200
        r_file inet6 /proc/net/ipv6_route 200
        r_say""";
  }

  @Override
  public long outputBytes() {
    return 96 * 1024;
  }

  @Override
  public Told<Routes> read(FactText text) throws FactException {
    boolean littleEndian = text.required("order").equals("little");
    List<String> inet = text.section("inet").orElse(List.of());
    List<String> inet6 = text.section("inet6").orElse(List.of());
    if (inet.isEmpty() && inet6.isEmpty()) {
      throw new FactException(Reason.NOT_THERE, "the kernel shows no table of routes");
    }
    List<Route> routes = new ArrayList<>();
    for (String line : inet) {
      if (!line.startsWith("Iface")) {
        inet(Fields.of(line, 8), line, littleEndian).ifPresent(routes::add);
      }
    }
    for (String line : inet6) {
      inet6(Fields.of(line, 10)).ifPresent(routes::add);
    }
    return new Told<>(
        new Routes(routes, inet.size() >= LINES || inet6.size() >= LINES),
        "/proc/net/route and /proc/net/ipv6_route");
  }

  private static Optional<Route> inet(Fields fields, String line, boolean littleEndian)
      throws FactException {
    long flags = fields.hex(3);
    if ((flags & RTF_UP) == 0 || (flags & RTF_REJECT) != 0) {
      return Optional.empty();
    }
    int mask = (int) fields.hex(7);
    int inOrder = littleEndian ? Integer.reverseBytes(mask) : mask;
    int prefix = Integer.bitCount(inOrder);
    if (prefix > 0 && inOrder != -1 << (32 - prefix)) {
      throw FactException.notUnderstood("no network mask", line);
    }
    String destination = IpText.ofProcIpv4(fields.text(1), littleEndian) + "/" + prefix;
    Optional<String> gateway =
        (flags & RTF_GATEWAY) == 0
            ? Optional.empty()
            : Optional.of(IpText.ofProcIpv4(fields.text(2), littleEndian));
    return Optional.of(new Route(destination, gateway, fields.text(0), fields.number(6)));
  }

  private static Optional<Route> inet6(Fields fields) throws FactException {
    long flags = fields.hex(8);
    String name = fields.text(9);
    if ((flags & RTF_UP) == 0 || (flags & NO_ROUTE) != 0 || fields.text(0).startsWith("ff")) {
      return Optional.empty();
    }
    String destination = IpText.ofHex(fields.text(0)) + "/" + fields.smallHex(1);
    Optional<String> gateway =
        (flags & RTF_GATEWAY) == 0 ? Optional.empty() : Optional.of(IpText.ofHex(fields.text(4)));
    return Optional.of(new Route(destination, gateway, name, fields.hex(5)));
  }
}
