package dog.rebe.ssh;

import static dog.rebe.ssh.Awaiting.await;

import dog.rebe.ssh.testkit.wire.Direction;
import dog.rebe.ssh.testkit.wire.FaultProxy;
import dog.rebe.ssh.testkit.wire.ProxiedConnection;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;

/** How many bytes had passed on a connection in each direction, at some moment. */
record PassedBytes(Map<Direction, Long> counts) {

  private static PassedBytes of(ProxiedConnection connection) {
    Map<Direction, Long> counts = new EnumMap<>(Direction.class);
    for (Direction direction : Direction.values()) {
      counts.put(direction, connection.bytes(direction));
    }
    return new PassedBytes(counts);
  }

  /** Once nothing passes any more on the proxy's first connection. */
  static PassedBytes settled(FaultProxy proxy) {
    ProxiedConnection connection = proxy.connections().get(0);
    return await()
        .pollInSameThread()
        .pollInterval(Duration.ofMillis(300))
        .until(
            new Callable<>() {
              private PassedBytes now = of(connection);

              @Override
              public PassedBytes call() {
                PassedBytes before = now;
                now = of(connection);
                return now.equals(before) ? now : null;
              }
            },
            Objects::nonNull);
  }

  long in(Direction direction) {
    return Objects.requireNonNull(counts.get(direction));
  }
}
