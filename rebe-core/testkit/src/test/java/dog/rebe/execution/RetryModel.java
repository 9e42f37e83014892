package dog.rebe.execution;

import dog.rebe.command.Effect;
import dog.rebe.outcome.Delivery;
import dog.rebe.outcome.FailureKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the retry contract says will become of a call: where it is, what is known of its attempts,
 * and what ends it. Written from the contract, not from the executor, and without its types. Times
 * are nanoseconds since the call began.
 */
final class RetryModel {

  /** Where a call is. */
  enum Place {
    WAITS_FOR_APPROVAL,
    WITH_TRANSPORT,
    BETWEEN_ATTEMPTS,
    ENDED
  }

  static final String TIMED_OUT = "timed-out";
  static final String CANCELLED = "cancelled";

  static final int MOST_TRIES = 4;
  static final long CALL = 10_000_000_007L;
  static final long ATTEMPT = 1_000_000_301L;
  static final long GRACE = 500_005_003L;
  static final long FIRST_DELAY = 100_000_019L;

  private static final long NEVER = Long.MAX_VALUE;

  private final Effect effect;
  private final boolean retriesExits;
  private final boolean hasToken;

  private long now;
  private long attemptEndsAt = NEVER;
  private long graceEndsAt = NEVER;
  private long resumesAt = NEVER;

  private Place place = Place.BETWEEN_ATTEMPTS;
  private int tries;
  private int attempts;
  private int questions;
  private boolean callIsStopped;
  private @Nullable String stopReason;
  private @Nullable String lastKind;
  private Delivery lastDelivery = Delivery.NOT_STARTED;
  private Delivery soFar = Delivery.NOT_STARTED;
  private @Nullable String kind;
  private @Nullable Delivery delivery;

  RetryModel(Effect effect, boolean retriesExits, boolean hasToken) {
    this.effect = effect;
    this.retriesExits = retriesExits;
    this.hasToken = hasToken;
    nextTry();
  }

  Place place() {
    return place;
  }

  /** How often a transport was given the command. */
  int attempts() {
    return attempts;
  }

  /** How often the gate was asked. */
  int questions() {
    return questions;
  }

  /** Whether the transport has been asked to end the attempt. */
  boolean isBeingEnded() {
    return place == Place.WITH_TRANSPORT && stopReason != null;
  }

  /** The code of the failure; none for a success. */
  @Nullable String kind() {
    return kind;
  }

  @Nullable Delivery delivery() {
    return delivery;
  }

  private void nextTry() {
    tries++;
    if (effect.isDestructive()) {
      place = Place.WAITS_FOR_APPROVAL;
      questions++;
    } else {
      handOver();
    }
  }

  private void handOver() {
    place = Place.WITH_TRANSPORT;
    attempts++;
    stopReason = null;
    attemptEndsAt = ATTEMPT < CALL - now ? now + ATTEMPT : NEVER;
  }

  void approved() {
    handOver();
  }

  void notApproved() {
    attemptEnded("approval-refused", Delivery.NOT_STARTED);
  }

  void cancelled() {
    stopCall(CANCELLED);
  }

  private void stopCall(String reason) {
    if (callIsStopped || place == Place.ENDED) {
      return;
    }
    callIsStopped = true;
    switch (place) {
      case WAITS_FOR_APPROVAL -> attemptEnded(reason, Delivery.NOT_STARTED);
      case WITH_TRANSPORT -> stopAttempt(reason);
      case BETWEEN_ATTEMPTS ->
          end(reason.equals(TIMED_OUT) ? lastKind : reason, inAll(lastDelivery));
      case ENDED -> {}
    }
  }

  private void stopAttempt(String reason) {
    if (stopReason == null) {
      stopReason = reason;
      graceEndsAt = now + GRACE;
    }
  }

  /** The command came to an end of its own: that is what counts, whoever had asked for another. */
  void exited(@Nullable String failure) {
    attemptEnded(failure, Delivery.COMPLETED);
  }

  /** Provably nothing ran. A wish to end the call explains more than why it did not run. */
  void notStarted(String failure) {
    attemptEnded(CANCELLED.equals(stopReason) ? CANCELLED : failure, Delivery.NOT_STARTED);
  }

  void lost(String failure) {
    attemptEnded(stopReason == null ? failure : stopReason, Delivery.UNKNOWN);
  }

  /** An answer to our asking for the end. */
  void ended(Delivery achieved) {
    attemptEnded(stopReason, achieved);
  }

  /** Time passes, and with it what was to happen by then, in its order. */
  void pass(long nanos) {
    long until = now + nanos;
    while (true) {
      long next = Math.min(Math.min(attemptEndsAt, graceEndsAt), resumesAt);
      if (place != Place.ENDED && !callIsStopped) {
        next = Math.min(next, CALL);
      }
      if (next > until) {
        now = until;
        return;
      }
      now = next;
      happen(next);
    }
  }

  private void happen(long at) {
    if (at == graceEndsAt) {
      attemptEnded(stopReason, Delivery.UNKNOWN);
    } else if (at == attemptEndsAt) {
      attemptEndsAt = NEVER;
      stopAttempt(TIMED_OUT);
    } else if (at == resumesAt) {
      resumesAt = NEVER;
      nextTry();
    } else {
      stopCall(TIMED_OUT);
    }
  }

  private void attemptEnded(@Nullable String failure, Delivery how) {
    attemptEndsAt = NEVER;
    graceEndsAt = NEVER;
    long delay = FIRST_DELAY << (tries - 1);
    boolean again =
        failure != null
            && !callIsStopped
            && delay < CALL - now
            && (hasToken
                ? mayDeliverAgain(failure, how)
                : tries < MOST_TRIES && mayTryAgain(failure, how));
    if (again) {
      soFar = worse(soFar, how);
      lastKind = failure;
      lastDelivery = how;
      resumesAt = now + delay;
      place = Place.BETWEEN_ATTEMPTS;
    } else {
      end(failure, inAll(how));
    }
  }

  /** What the last attempt ended with by itself is known; else the worst of all counts. */
  private Delivery inAll(Delivery last) {
    return last == Delivery.COMPLETED ? last : worse(soFar, last);
  }

  private void end(@Nullable String failure, Delivery all) {
    resumesAt = NEVER;
    place = Place.ENDED;
    kind = failure;
    delivery = all;
  }

  /** The less that is known of what happened, the worse. */
  private static Delivery worse(Delivery one, Delivery other) {
    List<Delivery> order =
        List.of(Delivery.NOT_STARTED, Delivery.COMPLETED, Delivery.STOPPED, Delivery.UNKNOWN);
    return order.indexOf(one) > order.indexOf(other) ? one : other;
  }

  /**
   * With a token the node runs nothing again. Once an attempt's fate is unknown the result is asked
   * for as long as there is time, which is no new try; what never began is tried so many times.
   */
  private boolean mayDeliverAgain(String failure, Delivery how) {
    boolean passing = FailureKind.ofCode(failure).orElseThrow().isTransient();
    boolean unknown = soFar == Delivery.UNKNOWN || how == Delivery.UNKNOWN;
    boolean ended = how == Delivery.COMPLETED || how == Delivery.STOPPED;
    return passing && !ended && (unknown || tries < MOST_TRIES);
  }

  /** The table of the contract, as a person reads it. */
  private boolean mayTryAgain(String failure, Delivery how) {
    String row =
        switch (effect.impact()) {
          case NONE -> "no impact";
          case CHANGES -> effect.isRepeatable() ? "repeatable" : "once";
          case DESTROYS -> "destroys";
        };
    boolean passing = FailureKind.ofCode(failure).orElseThrow().isTransient();
    String column =
        switch (how) {
          case NOT_STARTED -> passing ? "not started" : "for good";
          case STOPPED -> passing ? "ended by us" : "for good";
          case UNKNOWN -> passing ? "unknown" : "for good";
          case COMPLETED ->
              retriesExits && failure.equals("nonzero-exit") ? "exit, opted in" : "for good";
          case RUNNING -> "for good";
        };
    return switch (row + "; " + column) {
      case "no impact; not started",
          "no impact; ended by us",
          "no impact; unknown",
          "no impact; exit, opted in",
          "repeatable; not started",
          "repeatable; ended by us",
          "repeatable; exit, opted in",
          "once; not started",
          "destroys; not started" ->
          true;
      default -> false;
    };
  }
}
