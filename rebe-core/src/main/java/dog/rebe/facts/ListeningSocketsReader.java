package dog.rebe.facts;

import dog.rebe.facts.ListeningSockets.ListeningSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Asks {@code ss}, which has the kernel skip the connections, and reads /proc/net where there is
 * none. For a machine with much memory the files cost twice as much: the kernel walks through all
 * of its tables.
 */
final class ListeningSocketsReader implements FactReader<ListeningSockets> {

  private static final List<String> TABLES = List.of("tcp", "tcp6", "udp", "udp6");

  @Override
  public Topic topic() {
    return Topic.LISTENING_SOCKETS;
  }

  @Override
  public String script() {
    return """
        if command -v ss >/dev/null;then echo '== ss';ss -ltun
        elif [ -r /proc/net/tcp ];then
        r_order
        for s in tcp tcp6 udp udp6;do
        if [ -r /proc/net/$s ];then
        r_add "== $s"
        while read -r i l r t m;do case $t in 0A|07)r_add "$l";;esac;done </proc/net/$s
        fi
        done
        r_say
        else r_none 'neither ss nor /proc/net/tcp';fi""";
  }

  @Override
  public long outputBytes() {
    return 64 * 1024;
  }

  @Override
  public Told<ListeningSockets> read(FactText text) throws FactException {
    Optional<List<String>> ss = text.section("ss");
    return ss.isPresent()
        ? new Told<>(new ListeningSockets(fromSs(ss.get())), "ss")
        : new Told<>(new ListeningSockets(fromProc(text)), "/proc/net");
  }

  private static List<ListeningSocket> fromSs(List<String> lines) throws FactException {
    if (lines.isEmpty() || !lines.get(0).startsWith("Netid")) {
      throw new FactException(Reason.NOT_UNDERSTOOD, "ss printed no heading");
    }
    String any = anyAddress(lines);
    List<ListeningSocket> sockets = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      Fields fields = Fields.of(line, 6);
      String local = fields.text(4);
      int colon = local.lastIndexOf(':');
      if (colon < 1) {
        throw FactException.notUnderstood("no local address", line);
      }
      String address = local.substring(0, colon).replaceAll("[\\[\\]]|%.*", "");
      int port = Fields.of(local.substring(colon + 1)).smallNumber(0);
      sockets.add(
          new ListeningSocket(
              fields.text(0), address.equals("*") ? any : IpText.canonical(address), port));
    }
    return sockets;
  }

  /**
   * What an asterisk stands for: both families in one IPv6 socket, or, before iproute2 4.16, any
   * IPv4 address, which has digits since then as IPv6 has brackets.
   */
  private static String anyAddress(List<String> lines) {
    boolean recent =
        lines.get(0).contains("Process")
            || lines.stream().anyMatch(line -> line.contains("0.0.0.0") || line.contains("["));
    return recent ? "::" : "0.0.0.0";
  }

  private static List<ListeningSocket> fromProc(FactText text) throws FactException {
    boolean littleEndian = text.required("order").equals("little");
    List<ListeningSocket> sockets = new ArrayList<>();
    for (String table : TABLES) {
      for (String line : text.section(table).orElse(List.of())) {
        String[] parts = line.split(":", -1);
        if (parts.length != 2 || !parts[1].matches("[0-9A-Fa-f]{4}")) {
          throw FactException.notUnderstood("no address and port", line);
        }
        String address =
            table.endsWith("6")
                ? IpText.ofProcIpv6(parts[0], littleEndian)
                : IpText.ofProcIpv4(parts[0], littleEndian);
        sockets.add(
            new ListeningSocket(table.substring(0, 3), address, Integer.parseInt(parts[1], 16)));
      }
    }
    return sockets;
  }
}
