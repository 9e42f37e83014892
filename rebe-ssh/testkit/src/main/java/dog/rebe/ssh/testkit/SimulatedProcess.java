package dog.rebe.ssh.testkit;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A command under way: takes the steps of its answer one after the other, without a thread of its
 * own. A process whose channel has closed dies of its next output, as a real one does, and until
 * then lives on.
 */
final class SimulatedProcess {

  private final Execution execution;
  private final ProcessChannel channel;
  private final ScheduledExecutorService executor;
  private final Consumer<SimulatedProcess> onEnd;
  private Iterator<AnswerStep> steps = List.<AnswerStep>of().iterator();
  private @Nullable AnswerStep current;
  private @Nullable ScheduledFuture<?> pause;
  private boolean exited;
  private boolean ended;

  SimulatedProcess(
      Execution execution,
      ProcessChannel channel,
      ScheduledExecutorService executor,
      Consumer<SimulatedProcess> onEnd) {
    this.execution = execution;
    this.channel = channel;
    this.executor = executor;
    this.onEnd = onEnd;
  }

  long id() {
    return execution.process();
  }

  Execution execution() {
    return execution;
  }

  /** Begins with the answer. */
  void run(List<AnswerStep> answer) {
    synchronized (this) {
      steps = answer.iterator();
    }
    proceed();
  }

  /** Ends it as the signal TERM would. */
  void terminate() {
    if (end()) {
      channel.signal("TERM");
    }
  }

  private void proceed() {
    while (step()) {
      // the next one can follow at once
    }
  }

  /** Takes a step; true if the next may follow at once. */
  private boolean step() {
    AnswerStep step;
    synchronized (this) {
      if (ended) {
        return false;
      }
      if (current instanceof AnswerStep.Flood) {
        step = current;
      } else {
        step = steps.hasNext() ? steps.next() : exited ? null : new AnswerStep.Exit(0);
      }
      current = step;
    }
    if (step == null) {
      return finish(channel::close);
    }
    if (step instanceof AnswerStep.Print print) {
      return write(print.bytes(), channel.output());
    }
    if (step instanceof AnswerStep.PrintError print) {
      return write(print.bytes(), channel.errors());
    }
    if (step instanceof AnswerStep.Flood flood) {
      return write(flood.bytes(), channel.output());
    }
    if (step instanceof AnswerStep.Wait wait) {
      return pause(wait.pause());
    }
    if (step instanceof AnswerStep.Exit exit) {
      return exit(exit.status());
    }
    if (step instanceof AnswerStep.Signal signal) {
      return finish(() -> channel.signal(signal.name()));
    }
    if (step instanceof AnswerStep.Vanish) {
      return finish(channel::close);
    }
    if (step instanceof AnswerStep.CutConnection) {
      return finish(channel::cutConnection);
    }
    return false;
  }

  private boolean write(byte[] bytes, ProcessChannel.Stream stream) {
    if (bytes.length == 0) {
      return true;
    }
    switch (stream.write(bytes, () -> executor.execute(this::proceed))) {
      case WRITTEN -> {
        return true;
      }
      case PENDING -> {
        return false;
      }
      case CLOSED -> {
        end();
        return false;
      }
    }
    throw new AssertionError("unreachable");
  }

  private synchronized boolean pause(Duration length) {
    if (!ended) {
      pause = executor.schedule(this::proceed, length.toNanos(), TimeUnit.NANOSECONDS);
    }
    return false;
  }

  private boolean exit(int status) {
    boolean more;
    synchronized (this) {
      more = steps.hasNext();
      exited = true;
    }
    if (!more) {
      return finish(() -> channel.exit(status));
    }
    channel.announceExit(status);
    return true;
  }

  private boolean finish(Runnable farewell) {
    if (end()) {
      farewell.run();
    }
    return false;
  }

  private boolean end() {
    synchronized (this) {
      if (ended) {
        return false;
      }
      ended = true;
      if (pause != null) {
        pause.cancel(false);
      }
    }
    onEnd.accept(this);
    return true;
  }
}
