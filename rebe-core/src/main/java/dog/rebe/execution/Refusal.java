package dog.rebe.execution;

import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** A subscriber who is not served. */
final class Refusal implements Subscription {

  private Refusal() {}

  static void of(Subscriber<?> subscriber, RuntimeException reason) {
    subscriber.onSubscribe(new Refusal());
    subscriber.onError(reason);
  }

  @Override
  public void request(long n) {}

  @Override
  public void cancel() {}
}
