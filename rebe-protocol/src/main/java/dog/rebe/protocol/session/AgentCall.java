package dog.rebe.protocol.session;

import com.google.protobuf.ByteString;
import dog.rebe.command.SecretValues;
import dog.rebe.execution.Exchange;
import dog.rebe.execution.ExchangeEnd;
import dog.rebe.execution.ExchangeListener;
import dog.rebe.execution.OutputStreamName;
import dog.rebe.execution.Request;
import dog.rebe.execution.Scheduler;
import dog.rebe.execution.TerminalExchange;
import dog.rebe.protocol.wire.Accepted;
import dog.rebe.protocol.wire.Frame;
import dog.rebe.protocol.wire.InputEnd;
import dog.rebe.protocol.wire.Output;
import dog.rebe.protocol.wire.OutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * One call on the agent's side. It asks its exchange for output only while the caller takes some
 * and the session has room, and keeps at most what one chunk of the transport was longer than what
 * the caller takes. Thread-safe.
 */
final class AgentCall implements ExchangeListener {

  /** So that a frame of output leaves room for its own fields. */
  private static final int OVERHEAD_BYTES = 64;

  private static final int MAX_CHUNK = 65_536;

  private record Piece(OutputStream stream, ByteString bytes) {}

  private final long number;
  private final AgentSession session;
  private final int maxChunk;
  private final Deque<Piece> pieces = new ArrayDeque<>();
  private @Nullable SecretValues secrets;
  private @Nullable AgentInput input;
  private @Nullable AgentTerminal terminal;
  private @Nullable Exchange exchange;
  private @Nullable ExchangeEnd end;
  private Scheduler.@Nullable Cancellation timer;
  private long credit;
  private long asked;
  private boolean stopped;
  private boolean late;
  private boolean over;

  AgentCall(long number, long firstCredit, AgentSession session, int peerFrameBytes) {
    this.number = number;
    this.credit = firstCredit;
    this.session = session;
    this.maxChunk = Math.min(MAX_CHUNK, peerFrameBytes - OVERHEAD_BYTES);
  }

  long number() {
    return number;
  }

  /** The input that comes in frames; told before the call is started. */
  synchronized void reads(AgentInput newInput) {
    input = newInput;
  }

  /** The terminal of its command; told before the call is started. */
  synchronized void hasTerminal(AgentTerminal newTerminal) {
    terminal = newTerminal;
  }

  /** The terminal of its command. */
  synchronized AgentTerminal terminal() throws FrameException {
    if (terminal == null) {
      throw FrameException.unexpected("The call has no terminal");
    }
    return terminal;
  }

  void start(Request request) {
    boolean callOff;
    synchronized (this) {
      secrets = request.secrets();
      callOff = stopped;
    }
    if (callOff) {
      onEnd(new ExchangeEnd.StoppedBeforeStart());
      return;
    }
    AgentSide agent = session.agent();
    Exchange started = agent.transport().start(request, this);
    Scheduler.Cancellation newTimer =
        agent.scheduler().schedule(request.timeLeft(), this::timeIsUp);
    boolean stopNow;
    boolean done;
    AgentTerminal typedOn;
    synchronized (this) {
      typedOn = terminal;
      exchange = started;
      timer = newTimer;
      stopNow = stopped || late;
      done = end != null;
    }
    if (done) {
      newTimer.cancel();
    } else if (stopNow) {
      started.stop();
    } else if (typedOn != null && started instanceof TerminalExchange running) {
      typedOn.attach(running);
    }
    advance();
  }

  /**
   * The caller ends attempts himself; this is for one who has gone. Of a command that has ended by
   * itself nothing is dropped: he would take what he has for the whole.
   */
  private void timeIsUp() {
    Exchange running;
    synchronized (this) {
      late = true;
      running = end == null ? exchange : null;
    }
    if (running != null) {
      running.stop();
    }
  }

  /** The caller takes so many frames more. */
  void demand(long frames) throws FrameException {
    synchronized (this) {
      if (frames <= 0 || credit + frames < 0) {
        throw FrameException.credit("The demand for output is beyond all bounds");
      }
      credit += frames;
    }
    advance();
  }

  void input(ByteString data, InputEnd inputEnd) throws FrameException {
    AgentInput target;
    synchronized (this) {
      target = input;
    }
    if (target == null) {
      throw FrameException.unexpected("Standard input came that was not announced");
    }
    target.feed(data, inputEnd);
  }

  void stop() {
    Exchange running;
    synchronized (this) {
      if (stopped || over) {
        return;
      }
      stopped = true;
      running = exchange;
    }
    if (running != null) {
      running.stop();
    }
    advance();
  }

  @Override
  public void onCommitted() {}

  @Override
  public void onAccepted() {
    synchronized (this) {
      send(Frame.newBuilder().setAccepted(Accepted.newBuilder().setCall(number)).build());
    }
  }

  @Override
  public void onOutput(OutputStreamName stream, ByteBuffer chunk) {
    synchronized (this) {
      asked--;
      OutputStream name =
          stream == OutputStreamName.STDOUT ? OutputStream.STDOUT : OutputStream.STDERR;
      while (chunk.hasRemaining()) {
        ByteString piece = ByteString.copyFrom(chunk, Math.min(maxChunk, chunk.remaining()));
        pieces.add(new Piece(name, piece));
      }
    }
    advance();
  }

  @Override
  public void onEnd(ExchangeEnd how) {
    AgentInput source;
    synchronized (this) {
      end = how;
      source = input;
      if (timer != null) {
        timer.cancel();
      }
    }
    if (source != null) {
      source.close();
    }
    advance();
  }

  /** Sends what may be sent, and asks for what may come. */
  void advance() {
    boolean ended;
    long more = 0;
    Exchange source;
    synchronized (this) {
      sendPieces();
      ended = sendEnd();
      source = exchange;
      if (!over && end == null && source != null && pieces.isEmpty()) {
        more = Math.min(credit, session.chunksAhead()) - asked;
        if (more > 0 && session.isFull(this::advance)) {
          more = 0;
        }
        asked += Math.max(0, more);
      }
    }
    if (ended) {
      finish();
    } else if (more > 0 && source != null) {
      source.request(more);
    }
  }

  private void sendPieces() {
    while (credit > 0 && !pieces.isEmpty()) {
      Piece piece = pieces.remove();
      credit -= credit == Long.MAX_VALUE ? 0 : 1;
      session.agent().sentOutput(piece.bytes().size());
      send(
          Frame.newBuilder()
              .setOutput(
                  Output.newBuilder()
                      .setCall(number)
                      .setStream(piece.stream())
                      .setData(piece.bytes()))
              .build());
    }
  }

  /** What nobody demands holds up the end, except of a call that was stopped or broke. */
  private boolean sendEnd() {
    ExchangeEnd how = end;
    if (how == null || over) {
      return false;
    }
    boolean whole = how instanceof ExchangeEnd.Exited && !stopped;
    if (whole && !pieces.isEmpty()) {
      return false;
    }
    pieces.clear();
    over = true;
    send(Frame.newBuilder().setEnd(EndMessage.of(number, how)).build());
    return true;
  }

  private void send(Frame frame) {
    session.send(frame);
  }

  private void finish() {
    SecretValues values;
    synchronized (this) {
      values = secrets;
      exchange = null;
    }
    if (values != null) {
      values.close();
    }
    session.ended(this);
  }
}
