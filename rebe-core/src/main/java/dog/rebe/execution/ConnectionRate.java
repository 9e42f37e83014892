package dog.rebe.execution;

import dog.rebe.outcome.FailureKind;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Lets attempts that need a new connection pass at the configured rate. */
final class ConnectionRate implements Step {

  private final Scheduler scheduler;
  private final Corridor corridor;
  private final @Nullable RateLimiter limiter;
  private final Step next;

  ConnectionRate(Surroundings surroundings, Corridor corridor, Step next) {
    HealthOptions health = surroundings.health();
    this.scheduler = surroundings.scheduler();
    this.corridor = corridor;
    this.limiter =
        health.connectionsPerSecond() == 0
            ? null
            : new RateLimiter(health.connectionsPerSecond(), health.connectionBurst());
    this.next = next;
  }

  @Override
  public void enter(Passage<?> passage) {
    if (limiter == null || passage.transport().isConnected(passage.node())) {
      next.enter(passage);
      return;
    }
    long wait = limiter.reserve(scheduler.nanoTime(), passage.leftNanos(scheduler));
    if (wait < 0) {
      passage.refuse(FailureKind.RATE_LIMITED, "No new connection is allowed before the deadline");
    } else if (wait == 0) {
      next.enter(passage);
    } else {
      Pause pause =
          Pause.beforeSending(
              passage, corridor, FailureKind.RATE_LIMITED, "the limit on new connections");
      if (pause.begin()) {
        pause.cancelAtStop(scheduler.schedule(Duration.ofNanos(wait), () -> pause.resume(next)));
      }
    }
  }
}
