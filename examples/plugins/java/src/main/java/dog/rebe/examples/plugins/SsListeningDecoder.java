package dog.rebe.examples.plugins;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code ss -H -l -t -u -n}, or the same without {@code -H}. Addresses of version 6 stand in
 * brackets, with the device inside or behind them; old versions leave the brackets out and write
 * {@code :::22}.
 */
final class SsListeningDecoder implements TextDecoder {

  private static final int LOCAL = 4;

  @Override
  public Object decode(ToolOutput output) throws RefusalException {
    List<Object> sockets = new ArrayList<>();
    for (String line : output.lines()) {
      if (!line.startsWith("Netid")) {
        sockets.add(socket(line));
      }
    }
    return Map.of("sockets", sockets);
  }

  private static Map<String, Object> socket(String line) throws RefusalException {
    List<String> words = ToolOutput.words(line, 7);
    if (words.size() < LOCAL + 2 || (!words.get(0).equals("tcp") && !words.get(0).equals("udp"))) {
      throw new RefusalException("A line is no listening socket of TCP or UDP: " + line);
    }
    String local = words.get(LOCAL);
    int colon = local.lastIndexOf(':');
    if (colon < 0) {
      throw new RefusalException("An address has no port: " + line);
    }
    String address = local.substring(0, colon).replace("[", "").replace("]", "");
    String device = "";
    int percent = address.indexOf('%');
    if (percent >= 0) {
      device = address.substring(percent + 1);
      address = address.substring(0, percent);
    }
    Map<String, Object> socket = new LinkedHashMap<>();
    socket.put("protocol", words.get(0));
    socket.put("address", address);
    socket.put("port", ToolOutput.number(local.substring(colon + 1), "a port"));
    socket.put("device", device);
    return socket;
  }
}
