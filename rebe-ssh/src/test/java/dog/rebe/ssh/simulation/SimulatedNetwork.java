package dog.rebe.ssh.simulation;

import dog.rebe.execution.Scheduler;
import dog.rebe.node.NodeId;
import dog.rebe.outcome.FailureKind;
import dog.rebe.ssh.fault.Fault;
import dog.rebe.ssh.pool.Connector;
import dog.rebe.testkit.VirtualScheduler;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Machines and the way to them, with faults that a seed decides. It counts what really happens: who
 * connected, what ran and how often.
 */
final class SimulatedNetwork implements Connector<String, SimulatedLink> {

  /** A machine on which nothing answers. */
  static final String DEAD = "dead";

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);

  private final VirtualScheduler time;
  private final SplittableRandom random;
  private final double faults;
  private final Set<SimulatedLink> open = new LinkedHashSet<>();
  private final Map<NodeId, Integer> executions = new HashMap<>();
  private long trace = 17;
  private boolean endless = true;
  private int connecting;
  private long connections;

  /**
   * A network.
   *
   * @param faults the share of connections, sessions and commands that go wrong in some way
   */
  SimulatedNetwork(VirtualScheduler time, SplittableRandom random, double faults) {
    this.time = time;
    this.random = random;
    this.faults = faults;
  }

  /** No command prints for ever. */
  void neverEndless() {
    endless = false;
  }

  boolean isEndless() {
    return random.nextInt(10) == 0 && endless;
  }

  VirtualScheduler time() {
    return time;
  }

  SplittableRandom random() {
    return random;
  }

  boolean goesWrong() {
    return random.nextDouble() < faults;
  }

  Duration some(int mostMillis) {
    return Duration.ofMillis(1 + random.nextInt(mostMillis));
  }

  /** What happened is folded into one number, by which two runs can be compared. */
  void note(String what) {
    trace = trace * 31 + what.hashCode() * 7L + time.nanoTime();
  }

  long trace() {
    return trace;
  }

  void executed(NodeId node) {
    note("ran " + node.value());
    executions.merge(node, 1, Integer::sum);
  }

  int executionsOn(NodeId node) {
    return executions.getOrDefault(node, 0);
  }

  void closed(SimulatedLink link) {
    note("closed");
    open.remove(link);
  }

  Set<SimulatedLink> open() {
    return open;
  }

  int connecting() {
    return connecting;
  }

  long connections() {
    return connections;
  }

  @Override
  public Connector.Attempt connect(String key, Listener<SimulatedLink> listener) {
    note("connect " + key);
    connections++;
    connecting++;
    return new Dialling(key, listener);
  }

  private final class Dialling implements Connector.Attempt {
    private final String key;
    private final Listener<SimulatedLink> listener;
    private Scheduler.@Nullable Cancellation timer;
    private boolean over;

    private Dialling(String key, Listener<SimulatedLink> listener) {
      this.key = key;
      this.listener = listener;
      if (key.equals(DEAD)) {
        later(CONNECT_TIMEOUT, () -> failed(FailureKind.CONNECT_TIMEOUT));
      } else if (!goesWrong()) {
        later(some(200), this::connected);
      } else if (random.nextInt(3) == 0) {
        later(CONNECT_TIMEOUT, () -> failed(FailureKind.CONNECT_TIMEOUT));
      } else {
        List<FailureKind> kinds =
            List.of(
                FailureKind.CONNECT_REFUSED,
                FailureKind.HANDSHAKE_FAILED,
                FailureKind.HOST_NOT_FOUND,
                FailureKind.AUTHENTICATION_REFUSED,
                FailureKind.HOST_KEY_CHANGED);
        FailureKind kind = kinds.get(random.nextInt(kinds.size()));
        later(some(500), () -> failed(kind));
      }
    }

    private void later(Duration delay, Runnable task) {
      timer = time.schedule(delay, task);
    }

    private boolean end() {
      boolean first = !over;
      over = true;
      if (first) {
        connecting--;
      }
      return first;
    }

    private void connected() {
      if (end()) {
        SimulatedLink link = new SimulatedLink(SimulatedNetwork.this, key, 1 + random.nextInt(12));
        open.add(link);
        if (goesWrong()) {
          link.diesAfter(some(20_000));
        } else if (goesWrong()) {
          link.fallsSilentAfter(some(20_000));
        }
        note("connected " + key);
        listener.connected(link);
      }
    }

    private void failed(FailureKind kind) {
      if (end()) {
        listener.failed(new Fault(kind, "simulated"));
      }
    }

    @Override
    public void abort() {
      if (end() && timer != null) {
        timer.cancel();
      }
    }

    @Override
    public Fault overdue() {
      return new Fault(FailureKind.CONNECT_TIMEOUT, "simulated");
    }
  }
}
