package dog.rebe.facts;

import java.util.List;
import java.util.Optional;

/**
 * Network interfaces and their addresses.
 *
 * @param interfaces by name; copied
 */
public record NetworkInterfaces(List<NetworkInterface> interfaces) {

  public NetworkInterfaces {
    interfaces = List.copyOf(interfaces);
  }

  /**
   * One interface.
   *
   * @param name for instance {@code eth0}
   * @param hardwareAddress for instance {@code 02:fc:00:00:00:01}; absent where there is none
   * @param mtuBytes the largest packet
   * @param isUp whether somebody switched it on
   * @param state the kernel's word for its link: {@code up}, {@code down}, {@code unknown}, ...
   * @param isLoopback whether it leads to the machine itself
   * @param addresses IPv4 first; copied
   */
  public record NetworkInterface(
      String name,
      Optional<String> hardwareAddress,
      int mtuBytes,
      boolean isUp,
      String state,
      boolean isLoopback,
      List<InterfaceAddress> addresses) {

    public NetworkInterface {
      addresses = List.copyOf(addresses);
    }
  }

  /**
   * One address.
   *
   * @param address in the canonical form: RFC 5952 for IPv6
   * @param prefixLength how many bits of it name the network
   * @param scope {@code global}, {@code link}, {@code host}, or the number of another one
   */
  public record InterfaceAddress(String address, int prefixLength, String scope) {}
}
