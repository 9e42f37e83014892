package dog.rebe.protocol.session;

import dog.rebe.execution.FleetRun;
import dog.rebe.execution.NodeOutcome;
import dog.rebe.execution.Scheduler;
import dog.rebe.outcome.CapturedOutput;
import dog.rebe.outcome.FailureKind;
import dog.rebe.protocol.wire.FleetResults;
import dog.rebe.protocol.wire.Frame;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * One run on the agent's side: outcomes are folded while they wait, and sent as the caller takes
 * results. It holds no more outcomes than it has asked its engine for. Thread-safe.
 */
final class AgentRun implements Subscriber<NodeOutcome<CapturedOutput>> {

  private static final int NODES_AHEAD = 4_096;
  private static final int WORTH_SENDING = 1_024;
  private static final Duration PAUSE = Duration.ofMillis(50);

  private final long number;
  private final AgentSession session;
  private final Folding folding;
  private final FleetRun<CapturedOutput> run;
  private @Nullable Subscription outcomes;
  private Scheduler.@Nullable Cancellation timer;
  private long credit;
  private boolean ended;
  private boolean over;
  private @Nullable String failure;

  AgentRun(long number, AgentSession session, Folding folding, FleetRun<CapturedOutput> run) {
    this.number = number;
    this.session = session;
    this.folding = folding;
    this.run = run;
  }

  void begin() {
    run.outcomes().subscribe(this);
  }

  @Override
  public void onSubscribe(Subscription subscription) {
    synchronized (this) {
      outcomes = subscription;
    }
    subscription.request(NODES_AHEAD);
  }

  @Override
  public void onNext(NodeOutcome<CapturedOutput> outcome) {
    boolean now;
    synchronized (this) {
      folding.add(outcome);
      now = folding.pendingNodes() >= WORTH_SENDING;
      if (!now && timer == null && !over) {
        timer = session.agent().scheduler().schedule(PAUSE, this::pauseIsOver);
      }
    }
    if (now) {
      advance();
    }
  }

  private void pauseIsOver() {
    synchronized (this) {
      timer = null;
    }
    advance();
  }

  @Override
  public void onError(Throwable problem) {
    end("The run broke: " + problem);
  }

  @Override
  public void onComplete() {
    end(null);
  }

  private void end(@Nullable String why) {
    synchronized (this) {
      ended = true;
      failure = why;
    }
    advance();
  }

  void demand(long frames) throws FrameException {
    synchronized (this) {
      if (frames <= 0 || credit + frames < 0) {
        throw FrameException.credit("The demand for results is beyond all bounds");
      }
      credit += frames;
    }
    advance();
  }

  void cancel() {
    run.cancel();
  }

  /** Sends what may be sent. */
  private void advance() {
    long told = 0;
    boolean finished;
    Subscription source;
    synchronized (this) {
      while (!over && credit > 0 && isWorthIt() && !session.isFull(this::advance)) {
        int before = folding.pendingNodes();
        FleetResults.Builder results = folding.take().setRun(number);
        told += before - folding.pendingNodes();
        if (ended && folding.pendingNodes() == 0) {
          over = true;
          finish(results);
        }
        credit -= credit == Long.MAX_VALUE ? 0 : 1;
        session.send(Frame.newBuilder().setFleetResults(results).build());
      }
      finished = over;
      source = outcomes;
    }
    if (finished) {
      session.runEnded(number);
    } else if (told > 0 && source != null) {
      source.request(told);
    }
  }

  private boolean isWorthIt() {
    return ended
        || folding.pendingNodes() >= WORTH_SENDING
        || (timer == null && folding.pendingNodes() > 0);
  }

  private void finish(FleetResults.Builder results) {
    results.setDone(true);
    if (timer != null) {
      timer.cancel();
    }
    String why = failure;
    if (why != null) {
      results.setFailure(EndMessage.cause(FailureKind.INTERNAL_ERROR, why));
    }
  }
}
