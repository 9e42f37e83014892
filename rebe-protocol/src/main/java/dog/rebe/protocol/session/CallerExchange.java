package dog.rebe.protocol.session;

import com.google.protobuf.ByteString;
import dog.rebe.execution.Exchange;
import dog.rebe.execution.ExchangeEnd;
import dog.rebe.execution.ExchangeListener;
import dog.rebe.execution.OutputStreamName;
import dog.rebe.outcome.FailureKind;
import dog.rebe.protocol.wire.Demand;
import dog.rebe.protocol.wire.Frame;
import dog.rebe.protocol.wire.Output;
import dog.rebe.protocol.wire.Stop;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One call on the caller's side. Output goes straight to the listener: nothing that was not
 * demanded may come, so nothing is kept here. Thread-safe.
 */
final class CallerExchange implements Exchange {

  /** Where the call's frames go. */
  interface Way {
    void send(Frame frame);

    /** The call is over. */
    void ended(CallerExchange exchange);
  }

  private enum State {
    WAITING,
    SENT,
    OVER
  }

  private final Duration grace;
  private final SerialListener listener;
  private final Way way;
  private State state = State.WAITING;
  private boolean stopping;
  private long demanded;
  private long announced;
  private long delivered;
  private long call;
  private @Nullable CreditTaker input;

  /**
   * A call.
   *
   * @param grace how long its ending may take
   */
  CallerExchange(Duration grace, ExchangeListener listener, Way way) {
    this.grace = grace;
    this.listener = new SerialListener(listener);
    this.way = way;
  }

  Duration grace() {
    return grace;
  }

  /** Its number, once it has one; 0 before. */
  synchronized long call() {
    return call;
  }

  synchronized void number(long newCall) {
    call = newCall;
  }

  synchronized void feedFrom(CreditTaker feed) {
    input = feed;
  }

  @Override
  public void request(long chunks) {
    Frame demand = null;
    synchronized (this) {
      if (chunks <= 0 || state == State.OVER) {
        return;
      }
      demanded = demanded + chunks < 0 ? Long.MAX_VALUE : demanded + chunks;
      if (state == State.SENT && demanded > announced) {
        Demand more = Demand.newBuilder().setCall(call).setFrames(demanded - announced).build();
        announced = demanded;
        demand = Frame.newBuilder().setDemand(more).build();
        way.send(demand);
      }
    }
  }

  /** What was demanded before the request went out. */
  synchronized long takeFirstDemand() {
    announced = demanded;
    return announced;
  }

  /** The point of no return; false if the call is over before it. */
  boolean commit() {
    synchronized (this) {
      if (state != State.WAITING) {
        return false;
      }
      state = State.SENT;
    }
    listener.committed();
    return true;
  }

  @Override
  public void stop() {
    synchronized (this) {
      if (state == State.SENT && !stopping) {
        stopping = true;
        way.send(Frame.newBuilder().setStop(Stop.newBuilder().setCall(call)).build());
      }
    }
    endUnsent(new ExchangeEnd.StoppedBeforeStart());
  }

  /** Ends the call if nothing was sent of it. */
  boolean endUnsent(ExchangeEnd end) {
    return endIf(State.WAITING, end);
  }

  /** The session is over: what was sent is lost, what was not has not started. */
  void lose(FailureKind kind, String detail) {
    if (!endUnsent(new ExchangeEnd.NotStarted(kind, detail))) {
      endIf(State.SENT, new ExchangeEnd.Lost(kind, detail));
    }
  }

  private boolean endIf(State expected, ExchangeEnd end) {
    CreditTaker feed;
    synchronized (this) {
      if (state != expected) {
        return false;
      }
      state = State.OVER;
      feed = input;
    }
    way.ended(this);
    if (feed != null) {
      feed.close();
    }
    listener.end(end);
    return true;
  }

  void onAccepted() {
    listener.accepted();
  }

  void onOutput(Output output) throws FrameException {
    OutputStreamName stream =
        switch (output.getStream()) {
          case STDOUT -> OutputStreamName.STDOUT;
          case STDERR -> OutputStreamName.STDERR;
          default -> null;
        };
    synchronized (this) {
      if (delivered == announced) {
        throw FrameException.credit("Output came that was not demanded");
      }
      delivered += announced == Long.MAX_VALUE ? 0 : 1;
    }
    ByteString data = output.getData();
    if (stream != null && !data.isEmpty()) {
      listener.output(stream, data.asReadOnlyByteBuffer());
    }
  }

  void onInputCredit(long bytes) throws FrameException {
    CreditTaker feed;
    synchronized (this) {
      feed = input;
    }
    if (feed == null) {
      throw FrameException.credit("Credit came for a standard input that is not streamed");
    }
    feed.credit(bytes);
  }

  void onEnd(ExchangeEnd end) {
    endIf(State.SENT, end);
  }
}
