package dog.rebe.execution;

import dog.rebe.node.Node;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** Nodes of a publisher, which is asked for as many as can begin. */
final class PublisherSource implements NodeSource, Subscriber<Node> {

  private final Publisher<Node> publisher;
  private final Queue<Node> arrived = new ConcurrentLinkedQueue<>();

  /** Asked for and not yet polled. */
  private final AtomicLong outstanding = new AtomicLong();

  private volatile @Nullable Runnable onMore;
  private volatile @Nullable Subscription subscription;
  private volatile boolean completed;
  private volatile boolean closed;
  private volatile @Nullable Throwable failure;
  private boolean failureTold;

  PublisherSource(Publisher<Node> publisher) {
    this.publisher = publisher;
  }

  @Override
  public void begin(Runnable more) {
    onMore = more;
    publisher.subscribe(this);
  }

  @Override
  public void want(long nodes) {
    Subscription open = subscription;
    long missing = nodes - outstanding.get();
    if (open != null && missing > 0 && !completed && !closed) {
      outstanding.addAndGet(missing);
      open.request(missing);
    }
  }

  @Override
  public @Nullable Node poll() {
    Node next = arrived.poll();
    if (next != null) {
      outstanding.decrementAndGet();
      return next;
    }
    Throwable cause = failure;
    if (cause != null && !failureTold) {
      failureTold = true;
      throw cause instanceof RuntimeException known
          ? known
          : new IllegalStateException("The source of the nodes failed", cause);
    }
    return null;
  }

  @Override
  public boolean isOver() {
    return (completed || closed) && arrived.isEmpty() && (failure == null || failureTold);
  }

  @Override
  public void close() {
    closed = true;
    Subscription open = subscription;
    if (open != null) {
      open.cancel();
    }
  }

  @Override
  public void onSubscribe(Subscription opened) {
    if (subscription != null || closed) {
      opened.cancel();
      return;
    }
    subscription = opened;
    tellMore();
  }

  @Override
  public void onNext(Node node) {
    arrived.add(node);
    tellMore();
  }

  @Override
  public void onError(Throwable cause) {
    failure = cause;
    completed = true;
    tellMore();
  }

  @Override
  public void onComplete() {
    completed = true;
    tellMore();
  }

  private void tellMore() {
    Runnable listener = onMore;
    if (listener != null) {
      listener.run();
    }
  }
}
