package dog.rebe.ssh.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A fleet that looks like one that somebody owns: servers, Raspberry Pis, routers and storage on a
 * few sites, and about one node in ten with a fault.
 */
public final class DemoFleet {

  /** The seed of everything that differs from node to node, unless another is given. */
  public static final long SEED = 20_261_121L;

  private static final List<String> SITES = List.of("oslo", "bergen", "hamburg", "porto", "graz");

  private static final List<Kind> KINDS =
      List.of(
          new Kind("web", "debian-12"),
          new Kind("web", "ubuntu-24.04"),
          new Kind("db", "rocky-9"),
          new Kind("sensor", "raspberry-pi"),
          new Kind("router", "openwrt"),
          new Kind("web", "debian-12"),
          new Kind("sensor", "raspberry-pi"),
          new Kind("cache", "alpine"),
          new Kind("storage", "nas"),
          new Kind("app", "ubuntu-24.04"));

  /** A file that only some have, so that not all nodes are alike. */
  private static final String FORGOTTEN =
      "2025-12-24T18:00:00Z error could not write: no space left on device\n".repeat(400);

  private DemoFleet() {}

  /**
   * This many nodes. The first faults come early, so that a small fleet has some of them.
   *
   * @param count 1 or more
   */
  public static List<NodeDefinition> of(int count) {
    List<NodeDefinition> nodes = new ArrayList<>(healthy(count));
    for (int i = 6; i < count; i += 10) {
      nodes.set(i, nodes.get(i).fault(fault(i / 10)));
    }
    return nodes;
  }

  /**
   * The same nodes without any fault.
   *
   * @param count 1 or more
   */
  public static List<NodeDefinition> healthy(int count) {
    if (count < 1) {
      throw new IllegalArgumentException("A fleet of " + count + " nodes: use 1 or more");
    }
    List<NodeDefinition> nodes = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      Kind kind = KINDS.get(i % KINDS.size());
      String site = SITES.get((i / 3) % SITES.size());
      NodeDefinition node =
          NodeDefinition.of(
                  "%s-%s-%02d".formatted(kind.role, site, i + 1),
                  SimulatedSystem.named(kind.system))
              .label("role", kind.role)
              .label("site", site);
      nodes.add(i % 17 == 4 ? node.file("/var/log/app/app.log.3", FORGOTTEN) : node);
    }
    return nodes;
  }

  private static Fault fault(int number) {
    return switch (number % 5) {
      case 0 -> Fault.switchedOff();
      case 1 -> Fault.hangsInCommand(0);
      case 2 -> Fault.changedHostKey();
      case 3 -> Fault.slow(Duration.ofMillis(1500));
      default -> Fault.refusesAuthentication();
    };
  }

  private record Kind(String role, String system) {}
}
