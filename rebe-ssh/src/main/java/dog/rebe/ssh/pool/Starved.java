package dog.rebe.ssh.pool;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The stations that would make a connection if there were room. Where there is none for the first,
 * there is none for the others: those where somebody waits to end a command, who may go beyond the
 * limit of sessions, come before all others. Guarded by the pool's lock.
 */
final class Starved<K, L extends PooledLink> {

  private final Set<Station<K, L>> urgent = new LinkedHashSet<>();
  private final Set<Station<K, L>> others = new LinkedHashSet<>();

  /** Keeps its place if it has one. */
  void add(Station<K, L> station) {
    if (station.waitsFor(Use.CONTROL)) {
      others.remove(station);
      urgent.add(station);
    } else {
      urgent.remove(station);
      others.add(station);
    }
  }

  void remove(Station<K, L> station) {
    urgent.remove(station);
    others.remove(station);
  }

  @Nullable Station<K, L> first() {
    return Stream.of(urgent, others).flatMap(Set::stream).findFirst().orElse(null);
  }
}
