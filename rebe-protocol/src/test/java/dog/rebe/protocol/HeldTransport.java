package dog.rebe.protocol;

import dog.rebe.execution.Capability;
import dog.rebe.execution.Exchange;
import dog.rebe.execution.ExchangeEnd;
import dog.rebe.execution.ExchangeListener;
import dog.rebe.execution.OutputStreamName;
import dog.rebe.execution.Request;
import dog.rebe.execution.Transport;
import dog.rebe.execution.TransportException;
import dog.rebe.files.FileView;
import dog.rebe.node.Node;
import dog.rebe.outcome.ExitStatus;
import dog.rebe.outcome.FailureKind;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** A transport whose attempts do what a test says, when it says so. */
final class HeldTransport implements Transport {

  private final List<Attempt> attempts = new CopyOnWriteArrayList<>();
  private final boolean confirmsStops;

  HeldTransport() {
    this(true);
  }

  private HeldTransport(boolean confirmsStops) {
    this.confirmsStops = confirmsStops;
  }

  /** One whose attempts hear that they are to stop, and go on until a test confirms the end. */
  static HeldTransport deafToStops() {
    return new HeldTransport(false);
  }

  @Override
  public Set<String> schemes() {
    return Set.of("local");
  }

  @Override
  public Set<Capability> capabilities() {
    return Set.of();
  }

  @Override
  public Exchange start(Request request, ExchangeListener listener) {
    Attempt attempt = new Attempt(request, listener, confirmsStops);
    attempts.add(attempt);
    return attempt;
  }

  List<Attempt> attempts() {
    return attempts;
  }

  @Override
  public CompletionStage<FileView> openFiles(Node node, Duration deadline) {
    return CompletableFuture.failedFuture(
        new TransportException(FailureKind.UNSUPPORTED, "no files here"));
  }

  @Override
  public void close() {}

  static final class Attempt implements Exchange {
    private final Request request;
    private final ExchangeListener listener;
    private final AtomicLong asked = new AtomicLong();
    private final AtomicLong given = new AtomicLong();
    private final boolean confirmsStops;
    private volatile boolean stopped;

    Attempt(Request request, ExchangeListener listener, boolean confirmsStops) {
      this.request = request;
      this.listener = listener;
      this.confirmsStops = confirmsStops;
    }

    Request requested() {
      return request;
    }

    void begin() {
      listener.onCommitted();
      listener.onAccepted();
    }

    /** Gives a chunk if one was asked for. */
    boolean give(byte[] bytes) {
      if (given.get() >= asked.get()) {
        return false;
      }
      given.incrementAndGet();
      listener.onOutput(OutputStreamName.STDOUT, ByteBuffer.wrap(bytes));
      return true;
    }

    void end(ExchangeEnd how) {
      listener.onEnd(how);
    }

    void exit(int status) {
      listener.onEnd(new ExchangeEnd.Exited(new ExitStatus(status)));
    }

    void confirm() {
      listener.onEnd(new ExchangeEnd.StoppedConfirmed());
    }

    long asked() {
      return asked.get();
    }

    long given() {
      return given.get();
    }

    boolean isStopped() {
      return stopped;
    }

    @Override
    public void request(long chunks) {
      asked.addAndGet(chunks);
    }

    @Override
    public void stop() {
      if (!stopped) {
        stopped = true;
        if (confirmsStops) {
          confirm();
        }
      }
    }
  }
}
