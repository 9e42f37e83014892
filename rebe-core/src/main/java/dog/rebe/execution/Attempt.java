package dog.rebe.execution;

import dog.rebe.command.Command;
import dog.rebe.outcome.CapturedOutput;
import dog.rebe.outcome.Delivery;
import dog.rebe.outcome.Exit;
import dog.rebe.outcome.ExitStatus;
import dog.rebe.outcome.FailureKind;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One attempt: what it holds, what it hears from the transport, and its one end. The first of the
 * transport's word, a refusal by a step and the end of the grace is that end; the first cause to
 * stop it is the cause.
 */
final class Attempt implements ExchangeListener, Stoppable {

  private static final Logger LOG = LoggerFactory.getLogger(Attempt.class);

  private static final AtomicIntegerFieldUpdater<Attempt> ENDED =
      AtomicIntegerFieldUpdater.newUpdater(Attempt.class, "ended");
  private static final AtomicIntegerFieldUpdater<Attempt> GRACE =
      AtomicIntegerFieldUpdater.newUpdater(Attempt.class, "graceBegun");
  private static final AtomicReferenceFieldUpdater<Attempt, @Nullable StopCause> CAUSE =
      AtomicReferenceFieldUpdater.newUpdater(Attempt.class, StopCause.class, "cause");

  /** Bulkhead, breakers and secrets: no attempt holds more. */
  private static final int MOST_PERMITS = 3;

  private final Passage<?> passage;
  private final Corridor corridor;
  private final Step loop;
  private final Permit[] held = new Permit[MOST_PERMITS];
  private int holding;
  private @Nullable Capture capture;
  private boolean handedOver;

  private volatile int ended;

  @SuppressWarnings("UnusedVariable") // by GRACE
  private volatile int graceBegun;

  private volatile boolean committed;
  private volatile boolean accepted;
  private volatile @Nullable StopCause cause;
  private volatile @Nullable Exchange exchange;
  private volatile Scheduler.@Nullable Cancellation timeoutTimer;
  private volatile Scheduler.@Nullable Cancellation graceTimer;

  Attempt(Passage<?> passage, Corridor corridor, Step loop) {
    this.passage = passage;
    this.corridor = corridor;
    this.loop = loop;
  }

  Passage<?> passage() {
    return passage;
  }

  /** Gives this back when the attempt ends. Only before the attempt is handed over. */
  void hold(Permit permit) {
    held[holding++] = permit;
  }

  /** Whether the point of no return was passed. */
  boolean isCommitted() {
    return committed;
  }

  /** Whether it has had its one end. */
  boolean hasEnded() {
    return ended != 0;
  }

  /** Whether the transport was given it. */
  boolean wasHandedOver() {
    return handedOver;
  }

  /** Whether the node confirmed the start. */
  boolean isAccepted() {
    return accepted;
  }

  /**
   * Gives the attempt to the transport.
   *
   * @param ownTimeout the attempt's timeout, where it is shorter than what is left of the call
   */
  void handOver(Transport transport, Request request, @Nullable Duration ownTimeout) {
    if (passage.stream() == null) {
      capture = new Capture(passage.command().limits());
    }
    passage.isAt(this);
    if (cause != null) {
      onEnd(new ExchangeEnd.StoppedBeforeStart());
      return;
    }
    handedOver = true;
    passage.countAttempt();
    if (ownTimeout != null) {
      timeoutTimer =
          corridor.scheduler().schedule(ownTimeout, () -> stop(StopCause.ATTEMPT_TIMEOUT));
    }
    Exchange started;
    try {
      started = transport.start(request, this);
    } catch (RuntimeException | LinkageError e) {
      LOG.error("The transport {} threw instead of starting", transport.getClass().getName(), e);
      breakDown("The transport threw instead of starting: " + e);
      return;
    }
    exchange = started;
    if (ended == 0) {
      StreamedOutput stream = passage.stream();
      if (stream == null) {
        started.request(Long.MAX_VALUE);
      } else {
        stream.attach(request.attempt(), started);
        attachTerminal(started, request);
      }
    }
    if (cause != null) {
      endExchange(started);
    }
  }

  private void attachTerminal(Exchange started, Request request) {
    InteractiveCall interaction = passage.interaction();
    if (interaction == null || request.terminal().isEmpty()) {
      return;
    }
    if (started instanceof TerminalExchange terminal) {
      interaction.attach(terminal, request.terminal().get());
    } else {
      stop(StopCause.CLOSED);
      breakDown("The transport gave no terminal, although it says that it can");
    }
  }

  private void breakDown(String detail) {
    end(
        AttemptResult.notStarted(FailureKind.INTERNAL_ERROR, detail)
            .withDelivery(committed ? Delivery.UNKNOWN : Delivery.NOT_STARTED));
  }

  @Override
  public void stop(StopCause newCause) {
    if (ended == 0 && CAUSE.compareAndSet(this, null, newCause)) {
      Exchange running = exchange;
      if (running != null) {
        endExchange(running);
      }
    }
  }

  private void endExchange(Exchange running) {
    if (ended != 0) {
      return;
    }
    try {
      running.stop();
    } catch (RuntimeException e) {
      LOG.error("The exchange {} threw from stop", running.getClass().getName(), e);
    }
    if (ended == 0 && GRACE.compareAndSet(this, 0, 1)) {
      Duration grace = passage.command().limits().grace();
      if (grace.isZero()) {
        giveUp();
      } else {
        graceTimer = corridor.scheduler().schedule(grace, this::giveUp);
        if (ended != 0) {
          cancel(graceTimer);
        }
      }
    }
  }

  private void giveUp() {
    end(
        result(
            causeOr(StopCause.CANCELLED).kind(),
            Delivery.UNKNOWN,
            null,
            "The transport did not confirm the end within the grace"));
  }

  @Override
  public void onCommitted() {
    committed = true;
  }

  @Override
  public void onAccepted() {
    accepted = true;
  }

  @Override
  public void onOutput(OutputStreamName stream, ByteBuffer chunk) {
    if (ended != 0) {
      return;
    }
    StreamedOutput streamed = passage.stream();
    if (streamed != null) {
      streamed.accept(stream, chunk);
    } else if (capture != null
        && !capture.accept(stream, chunk)
        && passage.command().token().isEmpty()) {
      // What has a token has ended before its output comes, and that is bounded.
      stop(StopCause.OVERFLOW);
    }
  }

  @Override
  public void onEnd(ExchangeEnd end) {
    StopCause why = cause;
    if (end instanceof ExchangeEnd.Exited exited) {
      end(exited(exited));
    } else if (end instanceof ExchangeEnd.StillRunning) {
      end(result(FailureKind.STILL_RUNNING, Delivery.RUNNING, null, "The work has no result yet"));
    } else if (end instanceof ExchangeEnd.NotStarted notStarted) {
      FailureKind kind = why != null && why.isWish() ? why.kind() : notStarted.kind();
      end(
          result(kind, Delivery.NOT_STARTED, null, notStarted.detail())
              .because(notStarted.jumpHost()));
    } else if (end instanceof ExchangeEnd.Lost lost) {
      FailureKind kind = why == null ? lost.kind() : why.kind();
      end(result(kind, Delivery.UNKNOWN, null, lost.detail()));
    } else if (end instanceof ExchangeEnd.StoppedBeforeStart) {
      FailureKind kind = causeOr(StopCause.CLOSED).kind();
      end(result(kind, Delivery.NOT_STARTED, null, "Ended before anything was sent"));
    } else if (end instanceof ExchangeEnd.StoppedConfirmed) {
      FailureKind kind = causeOr(StopCause.CLOSED).kind();
      end(result(kind, Delivery.STOPPED, null, "No process of the command is left"));
    } else if (end instanceof ExchangeEnd.StoppedUnconfirmed unconfirmed) {
      FailureKind kind = causeOr(StopCause.CLOSED).kind();
      end(result(kind, Delivery.UNKNOWN, null, unconfirmed.detail()));
    }
  }

  /** A transport that ends an attempt which nobody stopped was closed. */
  private StopCause causeOr(StopCause otherwise) {
    StopCause why = cause;
    return why == null ? otherwise : why;
  }

  /** It ended by itself, perhaps while we were about to end it: that is what counts. */
  private AttemptResult exited(ExchangeEnd.Exited end) {
    Exit exit = end.exit();
    Command<?> command = passage.command();
    AttemptResult ended = result(null, Delivery.COMPLETED, exit, "");
    StopCause why = cause;
    if (why != null && passage.stream() != null) {
      // Its reader was given no more than he had asked for, and would take that for the whole.
      return ended.failing(why.kind(), exit + "; what was left of the output was not read");
    }
    if (!(exit instanceof ExitStatus status)) {
      return ended.failing(FailureKind.KILLED_BY_SIGNAL, exit.toString());
    }
    if (!command.acceptedExits().contains(status.code())) {
      return ended.failing(FailureKind.NONZERO_EXIT, exit.toString());
    }
    boolean cut = end.outputCut() || ended.output().isCut();
    if (cut && !command.decoder().acceptsCutOutput()) {
      return ended.failing(FailureKind.OUTPUT_CUT, "The output was cut");
    }
    return ended;
  }

  private AttemptResult result(
      @Nullable FailureKind kind, Delivery delivery, @Nullable Exit exit, String detail) {
    StreamedOutput stream = passage.stream();
    CapturedOutput output =
        stream != null
            ? stream.counts()
            : capture != null ? capture.freeze() : CapturedOutput.empty();
    return new AttemptResult(kind, delivery, exit, output, detail);
  }

  /** The one end; later ones are not heard. */
  void end(AttemptResult result) {
    if (!ENDED.compareAndSet(this, 0, 1)) {
      return;
    }
    passage.left();
    cancel(timeoutTimer);
    cancel(graceTimer);
    for (int i = 0; i < holding; i++) {
      held[i].release(this, result);
    }
    passage.endsWith(result);
    corridor.towardsItsEnd(passage, loop);
  }

  private static void cancel(Scheduler.@Nullable Cancellation timer) {
    if (timer != null) {
      timer.cancel();
    }
  }
}
