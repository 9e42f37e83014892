package dog.rebe.execution;

import dog.rebe.outcome.CapturedOutput;
import dog.rebe.outcome.CapturedStream;
import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The output of one call on its way to one subscriber, on a worker. His demand goes through to the
 * exchange in portions: he may ask for everything and read slowly, and still no more than {@link
 * #MOST_WAITING} chunks wait here.
 */
final class StreamedOutput implements Publisher<OutputChunk>, Subscription, Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(StreamedOutput.class);

  static final int MOST_WAITING = 16;

  private final Executor workers;
  private final Runnable cancelCall;
  private final AtomicReference<@Nullable Subscriber<? super OutputChunk>> reader =
      new AtomicReference<>();
  private final Queue<OutputChunk> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicInteger drains = new AtomicInteger();
  private final AtomicLong stdoutBytes = new AtomicLong();
  private final AtomicLong stderrBytes = new AtomicLong();

  private @Nullable Exchange exchange;
  private int attempt;

  /** What he asked for and was not handed. */
  private long demanded;

  /** The part of it that the exchange was asked for. */
  private long granted;

  private volatile boolean touched;
  private volatile boolean finished;
  private volatile boolean cancelled;
  private volatile @Nullable RuntimeException misuse;
  private @Nullable CommandFailedException failure;
  private boolean terminated;

  StreamedOutput(Executor workers, Runnable cancelCall) {
    this.workers = workers;
    this.cancelCall = cancelCall;
  }

  @Override
  public void subscribe(Subscriber<? super OutputChunk> subscriber) {
    if (reader.compareAndSet(null, subscriber)) {
      subscriber.onSubscribe(this);
      drain();
    } else {
      Refusal.of(
          subscriber, new IllegalStateException("The output of a call has one subscriber only"));
    }
  }

  @Override
  public void request(long chunks) {
    if (chunks <= 0) {
      misuse =
          new IllegalArgumentException(
              chunks + " chunks were requested: rule 3.9 of Reactive Streams asks for more than 0");
      cancelCall.run();
      drain();
      return;
    }
    synchronized (this) {
      demanded = Demand.sum(demanded, chunks);
    }
    grant();
  }

  @Override
  public void cancel() {
    cancelled = true;
    cancelCall.run();
    drain();
  }

  /**
   * Output comes from this exchange now, unless a later attempt is here already. Nothing came from
   * one before, or there would be no second attempt, so all demand is still open.
   *
   * @param number of the attempt
   */
  void attach(int number, Exchange running) {
    synchronized (this) {
      if (number < attempt) {
        return;
      }
      attempt = number;
      exchange = running;
      granted = 0;
    }
    grant();
  }

  /** Asks for more once half of the portion has been handed over. */
  private void grant() {
    Exchange running;
    long more;
    synchronized (this) {
      running = exchange;
      more = Math.min(demanded, MOST_WAITING) - granted;
      if (running == null || more <= 0 || (granted > 0 && granted > MOST_WAITING / 2)) {
        return;
      }
      granted += more;
    }
    running.request(more);
  }

  private synchronized void handed() {
    granted--;
    if (demanded != Long.MAX_VALUE) {
      demanded--;
    }
  }

  void accept(OutputStreamName stream, ByteBuffer chunk) {
    touched = true;
    (stream == OutputStreamName.STDOUT ? stdoutBytes : stderrBytes).addAndGet(chunk.remaining());
    byte[] bytes = new byte[chunk.remaining()];
    chunk.get(bytes);
    waiting.add(new OutputChunk(stream, bytes));
    drain();
  }

  /** Whether nothing has come yet, so that another attempt would not show output twice. */
  boolean isUntouched() {
    return !touched;
  }

  CapturedOutput counts() {
    return new CapturedOutput(
        CapturedStream.counted(stdoutBytes.get()), CapturedStream.counted(stderrBytes.get()));
  }

  /** The call failed: nothing more comes, and what came is not all. */
  void fail(CommandFailedException newFailure) {
    failure = newFailure;
    finish();
  }

  /** The call has its outcome: nothing more comes. */
  void finish() {
    finished = true;
    drain();
  }

  private void drain() {
    if (drains.getAndIncrement() == 0) {
      try {
        workers.execute(this);
      } catch (RejectedExecutionException e) {
        run();
      }
    }
  }

  @Override
  public void run() {
    int missed = drains.get();
    do {
      Subscriber<? super OutputChunk> subscriber = reader.get();
      if (subscriber != null) {
        emit(subscriber);
      }
      missed = drains.addAndGet(-missed);
    } while (missed != 0);
  }

  private void emit(Subscriber<? super OutputChunk> subscriber) {
    boolean over = finished;
    OutputChunk chunk;
    while (!terminated && !cancelled && misuse == null && (chunk = waiting.poll()) != null) {
      handed();
      hand(subscriber, chunk);
      grant();
    }
    if (cancelled) {
      waiting.clear();
      return;
    }
    if (terminated) {
      return;
    }
    if (misuse != null) {
      terminated = true;
      waiting.clear();
      subscriber.onError(misuse);
    } else if (over) {
      terminated = true;
      if (failure == null) {
        subscriber.onComplete();
      } else {
        subscriber.onError(failure);
      }
    }
  }

  private void hand(Subscriber<? super OutputChunk> subscriber, OutputChunk chunk) {
    try {
      subscriber.onNext(chunk);
    } catch (RuntimeException | Error e) {
      LOG.error("The reader of the output broke; the call is cancelled", e);
      cancelled = true;
      cancelCall.run();
    }
  }
}
