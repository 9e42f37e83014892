package dog.rebe.testkit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * A wall clock, in UTC, that moves with a {@link VirtualScheduler} and can be set, as wall clocks
 * are. It begins at the beginning of 2026. Thread-safe.
 */
public final class VirtualClock extends Clock {

  private static final Instant BEGINNING = Instant.parse("2026-01-01T00:00:00Z");

  private final VirtualScheduler time;
  private volatile Duration offset = Duration.ZERO;

  VirtualClock(VirtualScheduler time) {
    this.time = time;
  }

  /** Sets the clock forward by this, or back if it is negative. Deadlines must not notice. */
  public void jump(Duration by) {
    offset = offset.plus(by);
  }

  @Override
  public Instant instant() {
    return BEGINNING.plus(time.elapsed()).plus(offset);
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    if (zone.equals(ZoneOffset.UTC)) {
      return this;
    }
    throw new UnsupportedOperationException("A virtual clock knows UTC only");
  }
}
