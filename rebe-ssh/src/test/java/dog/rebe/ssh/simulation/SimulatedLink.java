package dog.rebe.ssh.simulation;

import dog.rebe.execution.Scheduler;
import dog.rebe.outcome.FailureKind;
import dog.rebe.ssh.fault.Fault;
import dog.rebe.ssh.pool.PooledLink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A session with a simulated server, which may fall silent or die. */
final class SimulatedLink implements PooledLink {

  private static final Duration ROUND_TRIP = Duration.ofMillis(20);

  private final SimulatedNetwork network;
  private final String key;
  private final int mostChannels;
  private final List<Consumer<Fault>> watchers = new ArrayList<>();
  private Scheduler.@Nullable Cancellation fate;
  private boolean open = true;
  private boolean silent;
  private int channels;
  private long heardNanos;

  /**
   * A session.
   *
   * @param mostChannels how many channels the server takes
   */
  SimulatedLink(SimulatedNetwork network, String key, int mostChannels) {
    this.network = network;
    this.key = key;
    this.mostChannels = mostChannels;
    this.heardNanos = network.time().nanoTime();
  }

  void diesAfter(Duration delay) {
    fate = network.time().schedule(delay, () -> end("the connection broke"));
  }

  /** The other side hangs: nothing comes any more, until a sign of life is missed. */
  void fallsSilentAfter(Duration delay) {
    fate =
        network
            .time()
            .schedule(
                delay,
                () -> {
                  silent = true;
                  fate =
                      network
                          .time()
                          .schedule(Duration.ofSeconds(4), () -> end("the peer fell silent"));
                });
  }

  boolean isSilent() {
    return silent;
  }

  boolean openChannel() {
    if (channels >= mostChannels) {
      return false;
    }
    channels++;
    return true;
  }

  void closeChannel() {
    channels--;
    if (channels < 0) {
      throw new AssertionError("A channel of " + key + " was closed twice");
    }
  }

  int channels() {
    return channels;
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public boolean isRetired() {
    return false;
  }

  @Override
  public long lastHeardNanos() {
    return heardNanos;
  }

  void heard() {
    heardNanos = network.time().nanoTime();
  }

  @Override
  public void ping(Runnable answer) {
    network
        .time()
        .schedule(
            ROUND_TRIP,
            () -> {
              if (open && !silent) {
                heard();
                answer.run();
              }
            });
  }

  @Override
  public void onEnd(Consumer<Fault> watcher) {
    if (open) {
      watchers.add(watcher);
    } else {
      watcher.accept(new Fault(FailureKind.CONNECTION_LOST, "gone"));
    }
  }

  @Override
  public void close() {
    end("closed by us");
  }

  private void end(String why) {
    if (!open) {
      return;
    }
    open = false;
    network.closed(this);
    Scheduler.Cancellation timer = fate;
    if (timer != null) {
      timer.cancel();
    }
    Fault fault = new Fault(FailureKind.CONNECTION_LOST, why);
    List.copyOf(watchers).forEach(watcher -> watcher.accept(fault));
    watchers.clear();
  }
}
