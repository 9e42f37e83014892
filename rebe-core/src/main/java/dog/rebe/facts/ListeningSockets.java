package dog.rebe.facts;

import java.util.List;

/**
 * Sockets that wait for others.
 *
 * @param sockets copied
 */
public record ListeningSockets(List<ListeningSocket> sockets) {

  public ListeningSockets {
    sockets = List.copyOf(sockets);
  }

  /**
   * One socket.
   *
   * @param protocol {@code tcp} or {@code udp}
   * @param address the address that it waits on; {@code 0.0.0.0} or {@code ::} for any
   * @param port 1 to 65535
   */
  public record ListeningSocket(String protocol, String address, int port) {}
}
