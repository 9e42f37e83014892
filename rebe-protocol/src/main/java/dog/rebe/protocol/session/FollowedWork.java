package dog.rebe.protocol.session;

import com.google.protobuf.ByteString;
import dog.rebe.command.WorkOutput;
import dog.rebe.command.WorkState;
import dog.rebe.execution.ExchangeEnd;
import dog.rebe.execution.Scheduler;
import dog.rebe.outcome.Failure;
import dog.rebe.outcome.FailureKind;
import dog.rebe.outcome.Outcome;
import dog.rebe.protocol.wire.Accepted;
import dog.rebe.protocol.wire.Frame;
import dog.rebe.protocol.wire.Output;
import dog.rebe.protocol.wire.OutputStream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Work that a caller follows, on the agent's side: what the node has recorded of its output is read
 * piece by piece as the caller takes it, until the work has ended and nothing is left. It asks one
 * thing at a time and keeps nothing. Whatever ends the following, the work goes on. Thread-safe.
 */
final class FollowedWork {

  private static final int OVERHEAD_BYTES = 64;
  private static final int MAX_PIECE = 65_536;
  private static final Duration PAUSE = Duration.ofMillis(250);

  /** One of the two streams of the work, as far as it was read. */
  private static final class Reading {
    private final OutputStream stream;
    private long next;
    private boolean done;

    Reading(OutputStream stream, long from) {
      this.stream = stream;
      this.next = from;
    }
  }

  private final long number;
  private final AgentSession session;
  private final Runnable overListener;
  private final int maxPiece;
  private final Reading stdout;
  private final Reading stderr;
  private @Nullable NodeWork work;
  private Scheduler.@Nullable Cancellation timer;
  private Scheduler.@Nullable Cancellation pause;
  private @Nullable WorkState lastState;
  private Reading turn;
  private int dry;
  private long credit;
  private boolean asking;
  private boolean accepted;
  private boolean over;

  FollowedWork(
      long number,
      long stdoutFrom,
      long stderrFrom,
      long firstCredit,
      AgentSession session,
      Runnable overListener) {
    this.number = number;
    this.session = session;
    this.overListener = overListener;
    this.credit = firstCredit;
    this.maxPiece = Math.min(MAX_PIECE, session.terms().peerFrameBytes() - OVERHEAD_BYTES);
    this.stdout = new Reading(OutputStream.STDOUT, stdoutFrom);
    this.stderr = new Reading(OutputStream.STDERR, stderrFrom);
    this.turn = stdout;
  }

  /** The work, bound to an epoch: from here on it is followed until its time is over. */
  void begin(NodeWork boundWork) {
    Scheduler.Cancellation newTimer =
        session
            .agent()
            .scheduler()
            .schedule(boundWork.timeLeft(), () -> end(new ExchangeEnd.StillRunning()));
    synchronized (this) {
      work = boundWork;
      timer = newTimer;
      if (over) {
        newTimer.cancel();
      }
    }
    advance();
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

  /** Nobody follows it any more. */
  void stop() {
    end(new ExchangeEnd.StillRunning());
  }

  private void advance() {
    NodeWork asked;
    Reading from = null;
    synchronized (this) {
      asked = work;
      if (over || asking || pause != null || asked == null) {
        return;
      }
      if (credit > 0) {
        if (session.isFull(this::advance)) {
          return;
        }
        from = next();
      } else if (isLeftUntaken()) {
        return;
      }
      asking = true;
    }
    if (from == null) {
      asked.askState(this::looked);
    } else {
      Reading reading = from;
      asked.read(reading.stream, reading.next, maxPiece, outcome -> came(reading, outcome));
    }
  }

  private Reading next() {
    Reading other = turn == stdout ? stderr : stdout;
    Reading chosen = turn.done ? other : turn;
    turn = chosen == stdout ? stderr : stdout;
    return chosen;
  }

  /** Whether it has ended by itself, and the caller has only to take what it printed. */
  private boolean isLeftUntaken() {
    return lastState instanceof WorkState.Ended ended && !isReadUpTo(ended);
  }

  private boolean isReadUpTo(WorkState.Ended ended) {
    return stdout.next >= ended.stdoutBytes() && stderr.next >= ended.stderrBytes();
  }

  /** How the work stands, while the caller takes no output. */
  private void looked(Outcome<WorkState> outcome) {
    ExchangeEnd end = null;
    synchronized (this) {
      asking = false;
      WorkState state = outcome.value().orElse(null);
      if (state == null) {
        end = unanswered(outcome);
      } else {
        learn(state);
        if (!(state instanceof WorkState.Ended ended) || isReadUpTo(ended)) {
          end = endOf(state);
        }
      }
    }
    goOn(end, true);
  }

  private void came(Reading reading, Outcome<WorkOutput> outcome) {
    ExchangeEnd end = null;
    boolean rest = false;
    synchronized (this) {
      asking = false;
      WorkOutput output = outcome.value().orElse(null);
      if (over) {
        return;
      } else if (output == null) {
        end = unanswered(outcome);
      } else {
        learn(output.state());
        byte[] bytes = output.bytes();
        if (bytes.length > 0) {
          dry = 0;
          reading.next = output.nextByte();
          send(reading.stream, bytes);
        } else {
          dry++;
          reading.done = output.state().isTerminal();
        }
        boolean gone =
            output.state() instanceof WorkState.NodeRestarted
                || output.state() instanceof WorkState.NotRecorded;
        if (gone || (stdout.done && stderr.done)) {
          end = endOf(output.state());
        }
        rest = dry >= 2;
      }
    }
    goOn(end, rest);
  }

  private void learn(WorkState state) {
    lastState = state;
    boolean isThere =
        !(state instanceof WorkState.NodeRestarted || state instanceof WorkState.NotRecorded);
    if (isThere && !accepted && !over) {
      accepted = true;
      session.send(Frame.newBuilder().setAccepted(Accepted.newBuilder().setCall(number)).build());
    }
  }

  private void send(OutputStream stream, byte[] bytes) {
    credit -= credit == Long.MAX_VALUE ? 0 : 1;
    session.agent().sentOutput(bytes.length);
    session.send(
        Frame.newBuilder()
            .setOutput(
                Output.newBuilder()
                    .setCall(number)
                    .setStream(stream)
                    .setData(ByteString.copyFrom(bytes)))
            .build());
  }

  private void goOn(@Nullable ExchangeEnd end, boolean rest) {
    if (end != null) {
      end(end);
    } else if (rest) {
      rest();
    } else {
      advance();
    }
  }

  private void rest() {
    synchronized (this) {
      if (over || pause != null) {
        return;
      }
      dry = 0;
      pause = session.agent().scheduler().schedule(PAUSE, this::pauseIsOver);
    }
  }

  private void pauseIsOver() {
    synchronized (this) {
      pause = null;
    }
    advance();
  }

  /** Each question has the time that is left: one that ran out of it says nothing of the work. */
  private ExchangeEnd unanswered(Outcome<?> outcome) {
    NodeWork asked = work;
    return asked != null && asked.timeLeft().isZero()
        ? new ExchangeEnd.StillRunning()
        : lost(outcome);
  }

  private static ExchangeEnd lost(Outcome<?> outcome) {
    FailureKind kind = outcome.failure().map(Failure::kind).orElse(FailureKind.INTERNAL_ERROR);
    String detail = outcome.failure().map(Failure::detail).orElse("");
    return new ExchangeEnd.Lost(kind, "The work cannot be followed any more: " + detail);
  }

  /** What its last state means; null while it runs. */
  private static @Nullable ExchangeEnd endOf(WorkState state) {
    if (state instanceof WorkState.Ended ended) {
      return new ExchangeEnd.Exited(ended.exit(), ended.outputCut());
    } else if (state instanceof WorkState.Cancelled) {
      return new ExchangeEnd.StoppedConfirmed();
    } else if (state instanceof WorkState.Lost) {
      return new ExchangeEnd.Lost(
          FailureKind.RESULT_LOST, "What ran and recorded the work was killed");
    } else if (state instanceof WorkState.NodeRestarted) {
      return new ExchangeEnd.Lost(
          FailureKind.NODE_RESTARTED, "The node was restarted before there was a result");
    } else if (state instanceof WorkState.NotRecorded) {
      return new ExchangeEnd.Lost(FailureKind.NOT_RECORDED, "The journal has no such token");
    }
    return null;
  }

  /** The following is over, whatever is under way. */
  void end(ExchangeEnd how) {
    synchronized (this) {
      if (over) {
        return;
      }
      over = true;
      if (timer != null) {
        timer.cancel();
      }
      if (pause != null) {
        pause.cancel();
      }
      session.send(Frame.newBuilder().setEnd(EndMessage.of(number, how)).build());
    }
    overListener.run();
  }
}
