package dog.rebe.protocol.session;

import dog.rebe.outcome.FailureKind;
import dog.rebe.protocol.negotiation.Feature;
import dog.rebe.protocol.wire.Frame;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** The errands of one caller's session. Thread-safe; its map is under the session's lock. */
final class CallerErrands {

  private final CallerOptions options;
  private final CallerSession session;
  private final Map<Long, Errand> underWay = new HashMap<>();

  CallerErrands(CallerOptions options, CallerSession session) {
    this.options = options;
    this.session = session;
  }

  /** Sends this errand as soon as there is a session. Does not block. */
  void submit(Errand errand) {
    long endNanos = options.scheduler().nanoTime() + Nanos.of(errand.time());
    try {
      options.workers().execute(() -> begin(errand, endNanos));
    } catch (RejectedExecutionException e) {
      errand.fail(FailureKind.BULKHEAD_FULL, "Too much is being opened");
    }
  }

  private void begin(Errand errand, long endNanos) {
    try {
      Duration left = Duration.ofNanos(Math.max(1, endNanos - options.scheduler().nanoTime()));
      ConnectFailure failure = session.awaitSession(left);
      if (failure == null) {
        failure = send(errand, endNanos);
      }
      if (failure != null) {
        errand.fail(failure.kind(), failure.detail());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      errand.fail(FailureKind.CANCELLED, "The opening was interrupted");
    }
  }

  private @Nullable ConnectFailure send(Errand errand, long endNanos) {
    synchronized (session) {
      FrameChannel channel = session.channel();
      ConnectFailure failure = session.refusal();
      if (failure != null || channel == null) {
        return failure != null
            ? failure
            : new ConnectFailure(FailureKind.CONNECTION_LOST, "There is no session with the agent");
      }
      for (Feature feature : errand.needs()) {
        if (!channel.terms().agreement().has(feature)) {
          return NeededFeatures.lacks(feature);
        }
      }
      if (errand.sizeBytes() > channel.terms().peerFrameBytes()) {
        return new ConnectFailure(
            FailureKind.UNSUPPORTED,
            "The order takes "
                + errand.sizeBytes()
                + " bytes, and the agent reads frames of "
                + channel.terms().peerFrameBytes()
                + ": name fewer nodes, or use a selector");
      }
      long number = session.nextNumber();
      underWay.put(number, errand);
      long left = Math.max(1, endNanos - options.scheduler().nanoTime());
      if (!errand.begin(number, left, this::send)) {
        underWay.remove(number);
      }
      return null;
    }
  }

  private void send(Frame frame) {
    session.send(frame);
  }

  boolean isEmpty() {
    synchronized (session) {
      return underWay.isEmpty();
    }
  }

  /**
   * The errand of this number, if it goes on and is of this kind.
   *
   * @throws FrameException if there never was such a number
   */
  <E extends Errand> @Nullable E find(long number, Class<E> kind) throws FrameException {
    synchronized (session) {
      session.requireKnown(number);
      Errand errand = underWay.get(number);
      return kind.isInstance(errand) ? kind.cast(errand) : null;
    }
  }

  /** It is over. */
  void remove(Errand errand) {
    synchronized (session) {
      underWay.values().remove(errand);
    }
    session.leaveIfDrained();
  }

  /** The session is over. */
  void failAll(FailureKind kind, String detail) {
    List<Errand> lost;
    synchronized (session) {
      lost = new ArrayList<>(underWay.values());
      underWay.clear();
    }
    lost.forEach(errand -> errand.fail(kind, detail));
  }
}
