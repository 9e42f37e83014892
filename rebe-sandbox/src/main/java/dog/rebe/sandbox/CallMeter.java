package dog.rebe.sandbox;

import dog.rebe.outcome.FailureKind;
import dog.rebe.sandbox.engine.GuestStop;

/** Counts the calls of host functions of one instance. */
final class CallMeter {

  private final long limit;
  private long calls;

  CallMeter(long limit) {
    this.limit = limit;
  }

  void count() {
    if (++calls > limit) {
      throw new GuestStop(
          FailureKind.PLUGIN_OVER_CALLS, "It called its host more than " + limit + " times");
    }
  }
}
