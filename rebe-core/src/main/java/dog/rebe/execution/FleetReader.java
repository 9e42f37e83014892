package dog.rebe.execution;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one reader of a run's outcomes. A node begins only with a piece of his demand reserved for
 * its outcome, so that nothing ever waits for him. Signals come from the run's one drain.
 */
final class FleetReader<T> implements Publisher<NodeOutcome<T>>, Subscription {

  private static final Logger LOG = LoggerFactory.getLogger(FleetReader.class);

  private final FleetEngine<T> run;
  private final AtomicReference<@Nullable Subscriber<? super NodeOutcome<T>>> subscriber =
      new AtomicReference<>();
  private final AtomicLong unreserved = new AtomicLong();
  private volatile boolean gone;
  private volatile @Nullable RuntimeException misuse;
  private volatile boolean hurried;
  private long owed;
  private long missed;
  private boolean terminated;

  FleetReader(FleetEngine<T> run) {
    this.run = run;
  }

  @Override
  public void subscribe(Subscriber<? super NodeOutcome<T>> newSubscriber) {
    if (gone || !subscriber.compareAndSet(null, newSubscriber)) {
      Refusal.of(
          newSubscriber,
          new IllegalStateException(
              "The outcomes of a run have one subscriber only, before the run is over"));
      return;
    }
    newSubscriber.onSubscribe(this);
    run.begin();
  }

  @Override
  public void request(long outcomes) {
    if (outcomes <= 0) {
      misuse =
          new IllegalArgumentException(
              outcomes
                  + " outcomes were requested: rule 3.9 of Reactive Streams asks for more than 0");
      run.cancel();
    } else {
      unreserved.getAndUpdate(open -> Demand.sum(open, outcomes));
    }
    run.signal();
  }

  @Override
  public void cancel() {
    gone = true;
    run.cancel();
  }

  /** Nobody will read: outcomes are only counted. */
  void leave() {
    gone = true;
  }

  /**
   * The run must end whether he demands or not: he is handed what was reserved for him, no more.
   */
  void hurry() {
    hurried = true;
  }

  boolean isHurried() {
    return hurried;
  }

  /** How many nodes he could be shown beyond those that have begun. */
  long unreserved() {
    return gone || hurried ? Long.MAX_VALUE : unreserved.get();
  }

  void reserve() {
    if (unreserved.getAndUpdate(open -> open == Long.MAX_VALUE ? open : Math.max(0, open - 1))
        > 0) {
      owed++;
    }
  }

  void next(NodeOutcome<T> outcome) {
    Subscriber<? super NodeOutcome<T>> reader = subscriber.get();
    if (gone || terminated || reader == null) {
      return;
    }
    if (misuse != null) {
      end(null);
      return;
    }
    if (owed == 0) {
      missed++;
      return;
    }
    owed--;
    try {
      reader.onNext(outcome);
    } catch (RuntimeException | Error e) {
      LOG.error("The reader of the outcomes broke; the run is cancelled", e);
      cancel();
    }
  }

  void end(@Nullable RuntimeException failure) {
    Subscriber<? super NodeOutcome<T>> reader = subscriber.get();
    if (gone || terminated || reader == null) {
      gone = true;
      return;
    }
    terminated = true;
    RuntimeException reason = misuse == null ? failure : misuse;
    if (reason == null && missed > 0) {
      reason =
          new IllegalStateException(
              "The executor was closed before " + missed + " outcomes were demanded");
    }
    try {
      if (reason == null) {
        reader.onComplete();
      } else {
        reader.onError(reason);
      }
    } catch (RuntimeException | Error e) {
      LOG.error("The reader of the outcomes broke at their end", e);
    }
  }
}
