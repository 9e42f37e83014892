package dog.rebe.execution;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** Reads the outcomes of a run on the thread of its caller. */
final class BlockingReader<T> implements Subscriber<NodeOutcome<T>> {

  /** What the queue hands over; an outcome, or the end. */
  private record Signal<T>(@Nullable NodeOutcome<T> outcome, @Nullable Throwable failure) {}

  private final FleetRun<T> run;
  private final int batch;
  private final int ahead;
  private final BlockingQueue<Signal<T>> signals = new LinkedBlockingQueue<>();
  private volatile @Nullable Subscription subscription;
  private int handedOver;

  /**
   * Demands in batches, since each demand wakes a worker; never so few that a node which could run
   * would wait.
   *
   * @param concurrency how many nodes run at a time; up to half as many outcomes more may wait for
   *     the caller
   */
  BlockingReader(FleetRun<T> run, int concurrency) {
    this.run = run;
    this.batch = Math.max(1, concurrency / 2);
    this.ahead = (int) Math.min(Integer.MAX_VALUE, (long) concurrency + batch - 1);
  }

  @Override
  public void onSubscribe(Subscription opened) {
    subscription = opened;
    opened.request(ahead);
  }

  @Override
  public void onNext(NodeOutcome<T> outcome) {
    signals.add(new Signal<>(outcome, null));
  }

  @Override
  public void onError(Throwable failure) {
    signals.add(new Signal<>(null, failure));
  }

  @Override
  public void onComplete() {
    signals.add(new Signal<>(null, null));
  }

  /** Hands everything over. An interrupt cancels the run; what ends is still handed over. */
  void readAll(Consumer<? super NodeOutcome<T>> consumer) {
    boolean interrupted = false;
    try {
      while (true) {
        Signal<T> signal;
        try {
          signal = signals.take();
        } catch (InterruptedException e) {
          interrupted = true;
          run.cancel();
          continue;
        }
        if (signal.failure() instanceof RuntimeException failure) {
          throw failure;
        }
        NodeOutcome<T> outcome = signal.outcome();
        if (outcome == null) {
          return;
        }
        handOver(outcome, consumer);
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void handOver(NodeOutcome<T> outcome, Consumer<? super NodeOutcome<T>> consumer) {
    Subscription open = subscription;
    boolean taken = false;
    try {
      consumer.accept(outcome);
      taken = true;
    } finally {
      if (open != null) {
        if (taken) {
          demand(open);
        } else {
          open.cancel();
        }
      }
    }
  }

  private void demand(Subscription open) {
    handedOver++;
    if (handedOver == batch) {
      handedOver = 0;
      open.request(batch);
    }
  }
}
