package dog.rebe.ssh.simulation;

import dog.rebe.execution.Exchange;
import dog.rebe.execution.ExchangeEnd;
import dog.rebe.execution.ExchangeListener;
import dog.rebe.execution.OutputStreamName;
import dog.rebe.execution.Request;
import dog.rebe.execution.Scheduler;
import dog.rebe.outcome.ExitSignal;
import dog.rebe.outcome.ExitStatus;
import dog.rebe.outcome.FailureKind;
import dog.rebe.ssh.fault.Fault;
import dog.rebe.ssh.pool.Lease;
import dog.rebe.ssh.pool.LeaseListener;
import dog.rebe.ssh.pool.Use;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** One command: a lease from the pool, a channel, and whatever the seed has in store for it. */
final class SimulatedExchange implements Exchange, LeaseListener<SimulatedLink> {

  private static final int MOST_TRIES = 8;
  private static final byte[] CHUNK = new byte[100];

  private final SimulatedTransport transport;
  private final SimulatedNetwork network;
  private final SplittableRandom random;
  private final Request request;
  private final ExchangeListener listener;
  private final String key;
  private final long byNanos;

  private Scheduler.@Nullable Cancellation waiting;
  private Scheduler.@Nullable Cancellation timer;
  private @Nullable Lease<SimulatedLink> lease;
  private @Nullable SimulatedLink channel;
  private long demand;
  private int tries;
  private int chunksLeft;
  private boolean committed;
  private boolean ran;
  private boolean stopping;
  private boolean over;

  SimulatedExchange(SimulatedTransport transport, Request request, ExchangeListener listener) {
    this.transport = transport;
    this.network = transport.network();
    this.random = network.random();
    this.request = request;
    this.listener = listener;
    this.key = SimulatedTransport.keyOf(request.node());
    this.byNanos = network.time().nanoTime() + request.timeLeft().toNanos() * 49 / 50;
  }

  private Duration timeLeft() {
    return Duration.ofNanos(Math.max(0, byNanos - network.time().nanoTime()));
  }

  private void later(Duration delay, Runnable task) {
    timer =
        network
            .time()
            .schedule(
                delay,
                () -> {
                  if (!over) {
                    task.run();
                  }
                });
  }

  void begin() {
    if (!over && !transport.holdsEverything()) {
      acquire();
    }
  }

  private void acquire() {
    tries++;
    waiting = transport.pool().acquire(key, Use.COMMAND, timeLeft(), this);
  }

  @Override
  public void failed(Fault fault) {
    if (!over) {
      end(new ExchangeEnd.NotStarted(fault.kind(), fault.detail()));
    }
  }

  @Override
  public void leased(Lease<SimulatedLink> newLease) {
    if (over) {
      newLease.release();
      return;
    }
    lease = newLease;
    later(network.some(20), this::openChannel);
  }

  private void openChannel() {
    Lease<SimulatedLink> held = lease;
    if (held == null) {
      throw new AssertionError("no lease");
    }
    SimulatedLink link = held.link();
    if (link.isSilent() && link.isOpen()) {
      later(Duration.ofMillis(50), this::openChannel);
      return;
    }
    boolean refused = link.isOpen() && !link.openChannel();
    if (!refused && link.isOpen()) {
      channel = link;
      link.onEnd(this::lost);
      exec();
      return;
    }
    lease = null;
    boolean again = true;
    if (refused) {
      again = held.refused();
    } else {
      held.release();
    }
    if (again && tries < MOST_TRIES && !timeLeft().isZero()) {
      acquire();
    } else {
      FailureKind kind = refused ? FailureKind.CHANNEL_REFUSED : FailureKind.CONNECTION_LOST;
      end(new ExchangeEnd.NotStarted(kind, "simulated"));
    }
  }

  /** The point of no return. */
  private void exec() {
    committed = true;
    listener.onCommitted();
    later(network.some(30), this::arrive);
  }

  private void arrive() {
    if (channel != null && channel.isSilent()) {
      // Neither side will hear of the other until the session is given up.
      return;
    }
    if (network.goesWrong() && random.nextInt(3) == 0) {
      end(new ExchangeEnd.NotStarted(FailureKind.EXEC_REFUSED, "simulated"));
      return;
    }
    network.executed(request.node().id());
    ran = true;
    if (network.goesWrong() && random.nextBoolean()) {
      // It runs, and its session dies before anybody hears of it.
      SimulatedLink link = channel;
      if (link != null) {
        link.close();
      }
      return;
    }
    listener.onAccepted();
    chunksLeft = random.nextInt(6);
    if (network.isEndless()) {
      chunksLeft = Integer.MAX_VALUE;
    }
    goOn();
  }

  private void goOn() {
    if (network.goesWrong() && random.nextInt(4) == 0) {
      // It hangs.
      return;
    }
    later(network.some(300), this::proceed);
  }

  private void proceed() {
    SimulatedLink link = channel;
    if (link != null && link.isSilent()) {
      return;
    }
    if (link != null) {
      link.heard();
    }
    if (chunksLeft > 0) {
      if (demand > 0) {
        chunksLeft--;
        demand = demand == Long.MAX_VALUE ? demand : demand - 1;
        listener.onOutput(OutputStreamName.STDOUT, ByteBuffer.wrap(CHUNK));
        if (!over) {
          goOn();
        }
      } else {
        later(Duration.ofMillis(200), this::proceed);
      }
      return;
    }
    if (network.goesWrong()) {
      switch (random.nextInt(3)) {
        case 0 -> end(new ExchangeEnd.Lost(FailureKind.EXIT_UNKNOWN, "simulated"));
        case 1 -> end(new ExchangeEnd.Exited(new ExitSignal("SEGV")));
        default -> end(new ExchangeEnd.Exited(new ExitStatus(1)));
      }
    } else {
      end(new ExchangeEnd.Exited(new ExitStatus(0)));
    }
  }

  private void lost(Fault fault) {
    if (!over) {
      end(new ExchangeEnd.Lost(FailureKind.CONNECTION_LOST, fault.detail()));
    }
  }

  @Override
  public void request(long chunks) {
    demand = demand + chunks < 0 ? Long.MAX_VALUE : demand + chunks;
  }

  @Override
  public void stop() {
    network.time().workers().execute(this::beginStopping);
  }

  private void beginStopping() {
    if (over || stopping) {
      return;
    }
    stopping = true;
    if (!committed) {
      end(new ExchangeEnd.StoppedBeforeStart());
      return;
    }
    transport.pool().acquire(key, Use.CONTROL, request.command().limits().grace(), new Killing());
  }

  /** Ends the command over another channel. */
  private final class Killing implements LeaseListener<SimulatedLink> {
    @Override
    public void leased(Lease<SimulatedLink> control) {
      network
          .time()
          .schedule(
              network.some(400),
              () -> {
                boolean reached = control.link().isOpen() && !control.link().isSilent();
                control.release();
                if (!over) {
                  answer(reached);
                }
              });
    }

    private void answer(boolean reached) {
      if (network.goesWrong() && random.nextInt(3) == 0) {
        // It answers when the corridor has given it up.
        later(
            request.command().limits().grace().multipliedBy(2),
            () -> end(new ExchangeEnd.StoppedUnconfirmed("simulated, too late")));
        return;
      }
      if (reached && ran && !network.goesWrong()) {
        end(new ExchangeEnd.StoppedConfirmed());
      } else {
        end(new ExchangeEnd.StoppedUnconfirmed("simulated"));
      }
    }

    @Override
    public void failed(Fault fault) {
      if (!over) {
        end(new ExchangeEnd.StoppedUnconfirmed(fault.detail()));
      }
    }
  }

  private void end(ExchangeEnd how) {
    network.note(how.toString());
    over = true;
    if (waiting != null) {
      waiting.cancel();
    }
    if (timer != null) {
      timer.cancel();
    }
    SimulatedLink opened = channel;
    if (opened != null) {
      channel = null;
      opened.closeChannel();
    }
    Lease<SimulatedLink> held = lease;
    if (held != null) {
      lease = null;
      held.release();
    }
    transport.ended();
    listener.onEnd(how);
  }
}
