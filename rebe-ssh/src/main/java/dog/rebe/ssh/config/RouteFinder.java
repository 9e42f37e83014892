package dog.rebe.ssh.config;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Follows {@code ProxyJump} from host to host. Looks up a jump host once, however many hosts are
 * behind it. Used by one thread.
 */
final class RouteFinder {

  private static final int MAX_TURNS = 16;

  private final Function<Wanted, Obtained> reader;
  private final Function<Obtained, HostSettings> settlement;
  private final Map<Wanted, HostSettings> jumpHosts = new HashMap<>();

  RouteFinder(Function<Wanted, Obtained> reader, Function<Obtained, HostSettings> settlement) {
    this.reader = reader;
    this.settlement = settlement;
  }

  /** From the nearest jump host to the target itself. */
  List<HostSettings> to(HostSettings target) {
    Deque<HostSettings> route = new ArrayDeque<>();
    Set<HostSettings> seen = new HashSet<>();
    HostSettings settings = target;
    while (true) {
      route.addFirst(settings);
      List<JumpHop> jumps = settings.proxyJump();
      if (jumps.isEmpty()) {
        return List.copyOf(route);
      }
      if (!seen.add(settings) || seen.size() > MAX_TURNS) {
        throw circle(settings);
      }
      // Only the first host of a line is reached as the configuration says, the others through it.
      for (int i = jumps.size() - 1; i > 0; i--) {
        route.addFirst(jumpHost(jumps.get(i), true));
      }
      settings = jumpHost(jumps.get(0), false);
    }
  }

  private HostSettings jumpHost(JumpHop hop, boolean proxyGiven) {
    Wanted wanted = new Wanted(hop.host(), hop.user(), hop.port(), proxyGiven);
    HostSettings known = jumpHosts.get(wanted);
    if (known == null) {
      known = settlement.apply(reader.apply(wanted));
      jumpHosts.put(wanted, known);
    }
    return known;
  }

  private SshConfigException circle(HostSettings settings) {
    return reader
        .apply(Wanted.of(settings.alias()))
        .first("proxyjump")
        .orElseThrow()
        .error(
            "leads in a circle: to reach " + settings.alias() + " one has to go through it",
            "Take the jump host out of the block that this line is in, for instance with Host * !"
                + settings.alias());
  }
}
