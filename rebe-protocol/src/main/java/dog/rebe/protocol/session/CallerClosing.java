package dog.rebe.protocol.session;

import dog.rebe.outcome.FailureKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** How a caller's session is closed: what runs is stopped, and its end waited for. Thread-safe. */
final class CallerClosing {

  private static final String CLOSED = "The way to the agent was closed";

  private final CallerSession session;
  private final CallTable calls;

  /** What was stopped, and until when its ends are waited for; under the session's lock. */
  private final List<CallerExchange> stopped = new ArrayList<>();

  private long endsNanos;

  CallerClosing(CallerSession session, CallTable calls) {
    this.session = session;
    this.calls = calls;
  }

  void begin() {
    List<CallerExchange> running;
    synchronized (session) {
      if (!session.shut()) {
        return;
      }
      running = calls.all();
      stopped.addAll(running);
      Duration longest =
          running.stream()
              .map(CallerExchange::grace)
              .max(Duration::compareTo)
              .orElse(Duration.ZERO);
      endsNanos = System.nanoTime() + Nanos.of(longest);
    }
    running.forEach(CallerExchange::stop);
  }

  void finish() {
    begin();
    List<CallerExchange> running;
    FrameChannel last;
    synchronized (session) {
      awaitEnds();
      running = new ArrayList<>(stopped);
      stopped.clear();
      last = session.channel();
      session.forgetChannel();
    }
    session.links().close();
    if (last != null) {
      last.closeWith(CallerSession.goodbye(""));
    }
    running.forEach(exchange -> exchange.lose(FailureKind.EXECUTOR_CLOSED, CLOSED));
    session.failOthers(FailureKind.EXECUTOR_CLOSED, CLOSED);
  }

  private void awaitEnds() {
    try {
      long leftNanos;
      while (calls.countUnderWay() > 0 && (leftNanos = endsNanos - System.nanoTime()) > 0) {
        TimeUnit.NANOSECONDS.timedWait(session, leftNanos);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
