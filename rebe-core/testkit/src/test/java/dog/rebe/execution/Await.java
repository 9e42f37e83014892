package dog.rebe.execution;

import dog.rebe.testkit.VirtualScheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** A subscriber that keeps what it hears. */
final class Await<T> implements Subscriber<T> {

  final List<T> values = new ArrayList<>();
  private final long initialDemand;
  private volatile @Nullable Subscription subscription;
  private volatile @Nullable Throwable error;
  private volatile boolean done;

  private Await(long initialDemand) {
    this.initialDemand = initialDemand;
  }

  static <T> Await<T> of(Publisher<T> publisher) {
    return of(publisher, Long.MAX_VALUE);
  }

  static <T> Await<T> of(Publisher<T> publisher, long demand) {
    Await<T> subscriber = new Await<>(demand);
    publisher.subscribe(subscriber);
    return subscriber;
  }

  @Override
  public void onSubscribe(Subscription opened) {
    subscription = opened;
    if (initialDemand > 0) {
      opened.request(initialDemand);
    }
  }

  @Override
  public void onNext(T value) {
    values.add(value);
  }

  @Override
  public void onError(Throwable failure) {
    error = failure;
    done = true;
  }

  @Override
  public void onComplete() {
    done = true;
  }

  void request(long more) {
    Objects.requireNonNull(subscription).request(more);
  }

  void cancel() {
    Objects.requireNonNull(subscription).cancel();
  }

  boolean isDone() {
    return done;
  }

  @Nullable Throwable error() {
    return error;
  }

  /** The last value, once what is due has run. */
  T valueWithin(VirtualScheduler time) {
    time.advanceUntil(this::isDone, Duration.ofDays(1));
    return value();
  }

  T value() {
    if (error != null) {
      throw new AssertionError("It ended with an error", error);
    }
    return values.get(values.size() - 1);
  }
}
