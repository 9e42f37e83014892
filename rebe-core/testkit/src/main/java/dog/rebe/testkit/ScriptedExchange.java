package dog.rebe.testkit;

import dog.rebe.execution.Exchange;
import dog.rebe.execution.ExchangeEnd;
import dog.rebe.execution.ExchangeListener;
import dog.rebe.execution.OutputStreamName;
import dog.rebe.execution.Request;
import dog.rebe.execution.Scheduler;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Plays a script for one attempt. Its signals come one at a time, on the transport's I/O executor.
 */
final class ScriptedExchange implements Exchange, Runnable {

  private final Request request;
  private final Iterator<ScriptStep> steps;
  private final StopAnswer stopAnswer;
  private final ExchangeListener listener;
  private final ScriptedTransport transport;
  private final Executor io;
  private final Scheduler scheduler;

  private final AtomicInteger signals = new AtomicInteger();
  private final AtomicLong demand = new AtomicLong();
  private volatile boolean stopRequested;
  private volatile boolean resumed;
  private volatile @Nullable ExchangeEnd answered;

  private @Nullable ScriptStep current;
  private boolean pausing;
  private boolean committed;
  private boolean ran;
  private boolean stopping;
  private boolean over;
  private Scheduler.@Nullable Cancellation timer;

  ScriptedExchange(
      Request request,
      Script script,
      ExchangeListener listener,
      ScriptedTransport transport,
      Executor io,
      Scheduler scheduler) {
    this.request = request;
    this.steps = script.steps().iterator();
    this.stopAnswer = script.stopAnswer();
    this.listener = listener;
    this.transport = transport;
    this.io = io;
    this.scheduler = scheduler;
  }

  Request request() {
    return request;
  }

  @Override
  public void request(long chunks) {
    demand.updateAndGet(open -> open + chunks < 0 ? Long.MAX_VALUE : open + chunks);
    signal();
  }

  @Override
  public void stop() {
    stopRequested = true;
    transport.stopped();
    signal();
  }

  /** Ends the attempt as if the connection broke. */
  void sever(ExchangeEnd end) {
    answered = end;
    signal();
  }

  void signal() {
    if (signals.getAndIncrement() == 0) {
      io.execute(this);
    }
  }

  @Override
  public void run() {
    int missed = signals.get();
    do {
      play();
      missed = signals.addAndGet(-missed);
    } while (missed != 0);
  }

  private void play() {
    boolean going = true;
    while (going && !over) {
      if (answered != null) {
        end(answered);
      } else if (stopRequested && !stopping) {
        stopping = true;
        answerStop();
      } else {
        going = !stopping && playStep();
      }
    }
  }

  private void answerStop() {
    if (stopAnswer instanceof StopAnswer.Never) {
      return;
    }
    if (!committed) {
      end(new ExchangeEnd.StoppedBeforeStart());
    } else if (stopAnswer instanceof StopAnswer.Confirmed confirmed) {
      // Only of what has begun can it be confirmed that it ended.
      runOnce();
      answer(confirmed.after(), new ExchangeEnd.StoppedConfirmed());
    } else if (stopAnswer instanceof StopAnswer.Unconfirmed unconfirmed) {
      answer(unconfirmed.after(), new ExchangeEnd.StoppedUnconfirmed("scripted"));
    } else if (stopAnswer instanceof StopAnswer.Exited exited) {
      runOnce();
      end(new ExchangeEnd.Exited(exited.exit()));
    }
  }

  private void answer(Duration after, ExchangeEnd how) {
    if (after.isZero()) {
      end(how);
    } else {
      cancelTimer();
      timer = scheduler.schedule(after, () -> sever(how));
    }
  }

  /** Whether the script may go on at once. */
  private boolean playStep() {
    if (current == null) {
      if (!steps.hasNext()) {
        return false;
      }
      current = steps.next();
    }
    boolean done = play(current);
    if (done) {
      current = null;
    }
    return done;
  }

  private boolean play(ScriptStep step) {
    if (step instanceof ScriptStep.Pause pause) {
      return playPause(pause);
    } else if (step instanceof ScriptStep.Commit) {
      committed = true;
      listener.onCommitted();
    } else if (step instanceof ScriptStep.Run) {
      runOnce();
    } else if (step instanceof ScriptStep.Accept) {
      runOnce();
      listener.onAccepted();
    } else if (step instanceof ScriptStep.Output output) {
      byte[] bytes = output.text().getBytes(StandardCharsets.UTF_8);
      return bytes.length == 0 || deliver(output.stream(), bytes);
    } else if (step instanceof ScriptStep.Flood flood) {
      byte[] chunk = new byte[flood.chunkBytes()];
      while (!stopRequested && deliver(flood.stream(), chunk)) {
        chunk[0]++;
      }
      return stopRequested;
    } else if (step instanceof ScriptStep.End end) {
      if (end.how() instanceof ExchangeEnd.Exited) {
        runOnce();
      }
      end(end.how());
    } else if (step instanceof ScriptStep.Break broken) {
      end(
          committed
              ? new ExchangeEnd.Lost(broken.kind(), "scripted: " + broken.kind())
              : new ExchangeEnd.NotStarted(broken.kind(), "scripted: " + broken.kind()));
    } else if (step instanceof ScriptStep.Hang) {
      return false;
    }
    return true;
  }

  private boolean playPause(ScriptStep.Pause pause) {
    if (!pausing) {
      pausing = true;
      resumed = false;
      timer =
          scheduler.schedule(
              pause.duration(),
              () -> {
                resumed = true;
                signal();
              });
    }
    if (resumed) {
      pausing = false;
      return true;
    }
    return false;
  }

  private boolean deliver(OutputStreamName stream, byte[] bytes) {
    if (demand.get() == 0) {
      return false;
    }
    demand.updateAndGet(open -> open == Long.MAX_VALUE ? open : open - 1);
    transport.delivered();
    listener.onOutput(stream, ByteBuffer.wrap(bytes));
    return true;
  }

  private void runOnce() {
    if (!ran) {
      ran = true;
      transport.executed(request.node().id());
    }
  }

  private void end(ExchangeEnd how) {
    over = true;
    cancelTimer();
    transport.ended(this);
    listener.onEnd(how);
  }

  private void cancelTimer() {
    Scheduler.Cancellation waiting = timer;
    if (waiting != null) {
      waiting.cancel();
    }
  }
}
