package dog.rebe.execution;

import dog.rebe.command.SecretValues;
import dog.rebe.outcome.FailureKind;
import java.time.Duration;

/** Gives the attempt to the transport. */
final class Handover implements Step {

  private final Scheduler scheduler;
  private final Nonces nonces;

  Handover(Surroundings surroundings) {
    this.scheduler = surroundings.scheduler();
    this.nonces = surroundings.nonces();
  }

  @Override
  public void enter(Passage<?> passage) {
    enter(passage, SecretValues.none());
  }

  void enter(Passage<?> passage, SecretValues secrets) {
    Attempt attempt = passage.attempt();
    if (secrets != SecretValues.none()) {
      passage.mask(secrets.redaction());
      attempt.hold((ended, result) -> secrets.close());
    }
    long leftNanos = passage.leftNanos(scheduler);
    if (leftNanos <= 0) {
      passage.refuse(FailureKind.TIMED_OUT, "The deadline passed before anything was sent");
      return;
    }
    Duration timeout = passage.command().limits().attemptTimeout();
    boolean ownTimeout = Saturated.nanos(timeout) < leftNanos;
    Duration timeLeft = ownTimeout ? timeout : Duration.ofNanos(leftNanos);
    Request request =
        new Request(
            passage.node(),
            passage.boundCommand(),
            secrets,
            nonces.next(),
            passage.attempts() + 1,
            timeLeft,
            passage.terminal());
    attempt.handOver(passage.transport(), request, ownTimeout ? timeout : null);
  }
}
