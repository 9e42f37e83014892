package dog.rebe.facts;

import java.util.List;
import java.util.Optional;

/**
 * The routes of the main table.
 *
 * @param routes IPv4 first, in the kernel's order; copied
 * @param cut whether there are more than were read
 */
public record Routes(List<Route> routes, boolean cut) {

  public Routes {
    routes = List.copyOf(routes);
  }

  /**
   * One route.
   *
   * @param destination a network such as {@code 192.0.2.0/24}; the default route is {@code
   *     0.0.0.0/0} or {@code ::/0}
   * @param gateway the next hop; absent where the network is reached directly
   * @param networkInterface the interface
   * @param metric the lower one wins
   */
  public record Route(
      String destination, Optional<String> gateway, String networkInterface, long metric) {

    /** Whether everything goes here that has no other route. */
    public boolean isDefault() {
      return destination.endsWith("/0");
    }
  }
}
