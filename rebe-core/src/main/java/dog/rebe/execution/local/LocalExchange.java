package dog.rebe.execution.local;

import dog.rebe.command.HeaderReader;
import dog.rebe.command.LoweredCommand;
import dog.rebe.command.OnDisconnect;
import dog.rebe.command.ProcessGroup;
import dog.rebe.execution.Exchange;
import dog.rebe.execution.ExchangeEnd;
import dog.rebe.execution.ExchangeListener;
import dog.rebe.execution.OutputStreamName;
import dog.rebe.execution.Request;
import dog.rebe.outcome.Exit;
import dog.rebe.outcome.FailureKind;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One command on this machine. {@link #launch} starts it and writes its input on a thread of the
 * pool; everything that is heard of it happens in {@link #poll}, on the one polling thread.
 */
final class LocalExchange implements Exchange {

  private static final Logger LOG = LoggerFactory.getLogger(LocalExchange.class);

  /** More than a pipe holds: what comes beyond, after the command's end, is from others. */
  private static final long MOST_LATE_BYTES = 1024 * 1024;

  private static final Duration ENDING_SLACK = Duration.ofSeconds(1);

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private enum Launch {
    WAITING,
    BEGUN,
    CALLED_OFF
  }

  private final Request request;
  private final LoweredCommand lowered;
  private final ExchangeListener listener;
  private final LocalTransport transport;
  private final HeaderReader header;
  private final ExitTrailer trailer;
  private final AtomicReference<Launch> launch = new AtomicReference<>(Launch.WAITING);
  private final AtomicLong demand = new AtomicLong();

  private volatile boolean stopRequested;
  private volatile @Nullable Process process;
  private volatile @Nullable ExchangeEnd launchFailure;
  private volatile @Nullable ExchangeEnd endingAnswer;
  private volatile @Nullable String inputFailure;
  private volatile @Nullable LocalInput feeding;

  private @Nullable PipeBuffer stdout;
  private @Nullable PipeBuffer stderr;
  private ByteBuffer ready = NOTHING;
  private boolean accepted;
  private boolean ending;
  private long stoppedAtNanos;
  private long lateFromBytes = -1;
  private boolean over;

  LocalExchange(
      Request request,
      LoweredCommand lowered,
      ExchangeListener listener,
      LocalTransport transport) {
    this.request = request;
    this.lowered = lowered;
    this.listener = listener;
    this.transport = transport;
    this.header = new HeaderReader(request.nonce());
    this.trailer = new ExitTrailer(request.nonce());
  }

  @Override
  public void request(long chunks) {
    demand.updateAndGet(open -> open + chunks < 0 ? Long.MAX_VALUE : open + chunks);
    transport.wake();
  }

  @Override
  public void stop() {
    stopRequested = true;
    transport.wake();
  }

  /** Starts the process and writes its input. Blocks while the command does not read it. */
  void launch(LocalShell shell) {
    LocalInput input;
    try {
      input = LocalInput.open(lowered.inputPrefix(), request.command().input(), request.secrets());
    } catch (IOException | RuntimeException | Error e) {
      failLaunch(
          new ExchangeEnd.NotStarted(
              FailureKind.INPUT_FAILED, "The standard input cannot be opened: " + e));
      return;
    }
    feeding = input;
    try (input) {
      if (!launch.compareAndSet(Launch.WAITING, Launch.BEGUN)) {
        return;
      }
      listener.onCommitted();
      Process started = shell.start(lowered.script(), request.nonce());
      process = started;
      transport.wake();
      feed(input, started);
    } catch (IOException e) {
      if (process == null) {
        failLaunch(
            new ExchangeEnd.NotStarted(
                FailureKind.EXEC_REFUSED, "The system starts no process: " + e.getMessage()));
      }
    } catch (RuntimeException | Error e) {
      LOG.error("The start of a command broke", e);
      if (process == null) {
        failLaunch(new ExchangeEnd.Lost(FailureKind.INTERNAL_ERROR, "The start of it broke: " + e));
      }
    } finally {
      lowered.erase();
    }
  }

  private void failLaunch(ExchangeEnd how) {
    if (launch.compareAndSet(Launch.WAITING, Launch.BEGUN) || launch.get() == Launch.BEGUN) {
      launchFailure = how;
      transport.wake();
    }
  }

  /**
   * An input whose source failed stays open until the command is over: an end of file would tell it
   * that it has read the whole.
   */
  private void feed(LocalInput input, Process started) {
    OutputStream stdin = started.getOutputStream();
    try {
      input.writeTo(stdin);
      if (!holdsInputOpen()) {
        stdin.close();
      }
    } catch (LocalInput.SourceException e) {
      inputFailure = "The source of the standard input failed: " + e.getMessage();
      stop();
    } catch (IOException e) {
      LOG.trace("The command reads no more input", e);
      closeInput(started);
    }
  }

  /** A command that is to end with us sees by its input that we are there. */
  private boolean holdsInputOpen() {
    return request.command().onDisconnect() == OnDisconnect.END;
  }

  /**
   * Looks what is new. On the polling thread only.
   *
   * @return whether there was anything
   */
  boolean poll(long nowNanos) {
    Process running = process;
    if (running == null) {
      return pollLaunch();
    }
    if (stdout == null || stderr == null) {
      stdout = new PipeBuffer(running.getInputStream());
      stderr = new PipeBuffer(running.getErrorStream());
    }
    boolean alive = running.isAlive();
    boolean outputMoved = readOutput(stdout);
    boolean moved = readErrors(stderr) || outputMoved;
    if (!accepted && header.started()) {
      accepted = true;
      listener.onAccepted();
    }
    if (endingAnswer != null) {
      end(inputFailure == null ? endingAnswer : lostInput());
    } else if (trailer.status().isPresent() && !ending) {
      pollExit(moved, trailer.status().getAsInt());
    } else if (stopRequested && !ending) {
      beginEnding(running, nowNanos);
    } else if (ending && nowNanos - stoppedAtNanos > longestEndingNanos()) {
      end(new ExchangeEnd.StoppedUnconfirmed("The script that ends the command hangs"));
    } else if (!alive && !moved && !ending && ready.remaining() == 0) {
      end(
          new ExchangeEnd.Lost(
              FailureKind.EXIT_UNKNOWN, "The supervising shell was killed by somebody else"));
    }
    return moved || over;
  }

  boolean isOver() {
    return over;
  }

  private boolean pollLaunch() {
    ExchangeEnd failure = launchFailure;
    if (failure != null) {
      end(failure);
    } else if (stopRequested && launch.compareAndSet(Launch.WAITING, Launch.CALLED_OFF)) {
      end(new ExchangeEnd.StoppedBeforeStart());
    }
    return over;
  }

  private boolean readOutput(PipeBuffer pipe) {
    boolean moved = false;
    if (!ready.hasRemaining()) {
      pipe.discard(pipe.size());
      moved = pipe.fill();
      ready = moved ? header.feed(pipe.first(pipe.size())) : NOTHING;
    }
    if (ready.hasRemaining() && takeDemand()) {
      listener.onOutput(OutputStreamName.STDOUT, ready.slice());
      ready = NOTHING;
      moved = true;
    }
    return moved;
  }

  private boolean readErrors(PipeBuffer pipe) {
    boolean moved = trailer.status().isEmpty() && pipe.fill();
    int own = trailer.ownBytes(pipe.bytes(), pipe.size());
    if (own > 0 && takeDemand()) {
      listener.onOutput(OutputStreamName.STDERR, pipe.first(own));
      pipe.discard(own);
      moved = true;
    }
    return moved;
  }

  private boolean takeDemand() {
    if (demand.get() == 0) {
      return false;
    }
    demand.updateAndGet(open -> open == Long.MAX_VALUE ? open : open - 1);
    return true;
  }

  /** The command has ended. All that it wrote is in the pipes, and comes first. */
  private void pollExit(boolean moved, int status) {
    PipeBuffer out = Objects.requireNonNull(stdout);
    PipeBuffer errors = Objects.requireNonNull(stderr);
    if (lateFromBytes < 0) {
      lateFromBytes = out.readBytes();
    }
    boolean waiting = ready.hasRemaining() || trailer.ownBytes(errors.bytes(), errors.size()) > 0;
    boolean others = out.readBytes() - lateFromBytes > MOST_LATE_BYTES;
    boolean undeliverable = stopRequested && demand.get() == 0;
    if (undeliverable || (!waiting && (!moved || others))) {
      Exit exit = Exit.ofShellStatus(status);
      end(ExchangeEnd.ofProcess(header, exit, "The command was not run, " + exit));
    }
  }

  private void beginEnding(Process running, long nowNanos) {
    if (stoppedAtNanos == 0) {
      stoppedAtNanos = nowNanos;
    }
    Optional<ProcessGroup> group = header.group();
    long graceNanos = request.command().limits().grace().toNanos();
    if (group.isPresent() && transport.shell().makesGroups()) {
      ending = true;
      transport.end(group.get(), request.command(), this::endingAnswered);
    } else if (!transport.shell().makesGroups() || nowNanos - stoppedAtNanos >= graceNanos / 4) {
      ending = true;
      killTree(running);
      endingAnswered(
          new ExchangeEnd.StoppedUnconfirmed(
              "The command announced no process group; its processes were killed one by one"));
    }
  }

  private long longestEndingNanos() {
    return request.command().limits().grace().plus(ENDING_SLACK).toNanos();
  }

  private static void killTree(Process running) {
    running.descendants().forEach(ProcessHandle::destroyForcibly);
    running.destroyForcibly();
  }

  private void endingAnswered(ExchangeEnd answer) {
    endingAnswer = answer;
    transport.wake();
  }

  private ExchangeEnd lostInput() {
    return new ExchangeEnd.Lost(FailureKind.INPUT_FAILED, String.valueOf(inputFailure));
  }

  /** A fault of ours. */
  void breakDown(RuntimeException fault) {
    if (!over) {
      end(new ExchangeEnd.Lost(FailureKind.INTERNAL_ERROR, "The local transport broke: " + fault));
    }
  }

  private void end(ExchangeEnd how) {
    over = true;
    Process running = process;
    if (running != null && stdout != null && stderr != null) {
      stdout.close();
      stderr.close();
      running.destroyForcibly();
      if (inputFailure != null || holdsInputOpen()) {
        closeInput(running);
      }
    }
    LocalInput fed = feeding;
    if (fed != null) {
      fed.abandon();
      if (fed.isBeingRead()) {
        transport.aside(fed::closeSource);
      }
    }
    listener.onEnd(how);
  }

  private static void closeInput(Process ended) {
    try {
      ended.getOutputStream().close();
    } catch (IOException e) {
      LOG.trace("The command had closed its input", e);
    }
  }
}
