package dog.rebe.ssh.pool;

import static dog.rebe.ssh.Awaiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.outcome.FailureKind;
import dog.rebe.ssh.fault.Fault;
import dog.rebe.testkit.VirtualScheduler;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who is served, and what is kept, by virtual time and over sessions that are made by hand. */
final class SessionPoolTest {

  private static final Duration LONG = Duration.ofSeconds(60);

  private final VirtualScheduler time = VirtualScheduler.create();
  private final Map<String, Connector.Listener<FakeLink>> connecting = new LinkedHashMap<>();
  private final List<Connector.Listener<FakeLink>> attempts = new ArrayList<>();

  private SessionPool<String, FakeLink> pool(int sessions, int making, int channels) {
    return pool(sessions, making, channels, Duration.ofSeconds(20));
  }

  private SessionPool<String, FakeLink> pool(
      int sessions, int making, int channels, Duration validateAfter) {
    PoolLimits limits =
        new PoolLimits(
            sessions,
            1,
            making,
            channels,
            false,
            100,
            Duration.ofSeconds(30),
            Duration.ofMinutes(5),
            validateAfter,
            Duration.ofSeconds(3));
    return new SessionPool<>(limits, this::connect, time);
  }

  private Connector.Attempt connect(String key, Connector.Listener<FakeLink> listener) {
    connecting.put(key, listener);
    return new Connector.Attempt() {
      @Override
      public void abort() {}

      @Override
      public Fault overdue() {
        return new Fault(FailureKind.CONNECT_TIMEOUT, key);
      }
    };
  }

  private FakeLink connected(String key) {
    Connector.Listener<FakeLink> listener = connecting.remove(key);
    assertThat(listener).as("a connection to " + key + " is being made").isNotNull();
    FakeLink link = new FakeLink();
    listener.connected(link);
    return link;
  }

  private static Lease<FakeLink> only(Waiting waiting) {
    assertThat(waiting.leases).hasSize(1);
    return waiting.leases.get(0);
  }

  @Test
  void lendsTheReserveToWhoeverEndsACommandBeforeTheCommandsThatWait() {
    SessionPool<String, FakeLink> pool = pool(1, 1, 3);
    Waiting first = new Waiting();
    Waiting second = new Waiting();
    pool.acquire("a", Use.COMMAND, LONG, first);
    connected("a");
    pool.acquire("a", Use.COMMAND, LONG, second);
    Waiting queued = new Waiting();
    pool.acquire("a", Use.COMMAND, LONG, queued);
    assertThat(queued.leases).as("the third channel is the reserve").isEmpty();

    Waiting control = new Waiting();
    pool.acquire("a", Use.CONTROL, Duration.ofSeconds(1), control);

    assertThat(control.leases).hasSize(1);
    assertThat(queued.leases).isEmpty();
    pool.close();
  }

  @Test
  void makesRoomForAJumpHostWhenAllPlacesAreHeldByThoseWhoWaitForIt() {
    SessionPool<String, FakeLink> pool = pool(2, 2, 10);
    pool.acquire("behind-1", Use.COMMAND, LONG, new Waiting());
    pool.acquire("behind-2", Use.COMMAND, LONG, new Waiting());
    Waiting way = new Waiting();

    pool.acquire("jump", Use.FORWARD, LONG, way);
    connected("jump");

    assertThat(way.leases).hasSize(1);
    pool.close();
  }

  @Test
  void keepsNothingOfANodeWhoseSessionMadeRoomForAnother() {
    SessionPool<String, FakeLink> pool = pool(1, 1, 10);
    String key = new String("first");
    WeakReference<String> gone = new WeakReference<>(key);
    Waiting first = new Waiting();
    pool.acquire(key, Use.COMMAND, LONG, first);
    connected("first");
    only(first).release();
    first.leases.clear();
    key = "second";

    pool.acquire(key, Use.COMMAND, LONG, new Waiting());
    connected(key);

    assertThat(pool.counts().evicted()).isEqualTo(1);
    await()
        .untilAsserted(
            () -> {
              System.gc();
              assertThat(gone.get()).isNull();
            });
    pool.close();
  }

  @Test
  void lendsARetiredSessionToNobodyAndClosesItWhenItIsIdle() {
    SessionPool<String, FakeLink> pool = pool(5, 5, 10);
    Waiting first = new Waiting();
    pool.acquire("a", Use.COMMAND, LONG, first);
    FakeLink tired = connected("a");
    tired.retired = true;

    Waiting second = new Waiting();
    pool.acquire("a", Use.COMMAND, LONG, second);
    connected("a");

    assertThat(only(second).link()).isNotSameAs(tired);
    assertThat(tired.isOpen()).isTrue();
    only(first).release();
    assertThat(tired.isOpen()).isFalse();
    assertThat(pool.counts().open()).isEqualTo(1);
    pool.close();
  }

  /** What is looked at when one connection ends must not be all those that wait for room. */
  @Test
  @Timeout(60)
  void servesManyNodesThatWaitForRoomInTheirOrder() {
    int nodes = 40_000;
    SessionPool<String, FakeLink> pool = pool(1, 1, 10);
    List<Waiting> waiting = new ArrayList<>();
    for (int i = 0; i < nodes; i++) {
      waiting.add(new Waiting());
      pool.acquire("node-" + i, Use.COMMAND, LONG, waiting.get(i));
    }

    for (int i = 0; i < nodes; i++) {
      connected("node-" + i);
      only(waiting.get(i)).release();
    }

    assertThat(pool.counts().opened()).isEqualTo(nodes);
    assertThat(pool.counts().waiting()).isZero();
    pool.close();
  }

  @Test
  void letsWhoeverEndsACommandBeyondTheLimitOnceAConnectionMayBeMade() {
    SessionPool<String, FakeLink> pool = pool(1, 1, 1);
    Waiting busy = new Waiting();
    pool.acquire("a", Use.COMMAND, LONG, busy);
    connected("a");
    pool.acquire("b", Use.COMMAND, LONG, new Waiting());
    Waiting control = new Waiting();

    pool.acquire("a", Use.CONTROL, LONG, control);
    connected("a");

    assertThat(control.leases).hasSize(1);
    pool.close();
  }

  @Test
  void asksASessionOnceBeforeEachLoanWhereEveryLoanIsToBeAskedFor() {
    SessionPool<String, FakeLink> pool = pool(1, 1, 10, Duration.ZERO);
    Waiting first = new Waiting();
    pool.acquire("a", Use.COMMAND, LONG, first);
    FakeLink link = connected("a");
    only(first).release();

    for (int loans = 1; loans <= 3; loans++) {
      Waiting next = new Waiting();
      pool.acquire("a", Use.COMMAND, LONG, next);
      only(next).release();

      assertThat(link.pings).isEqualTo(loans);
    }
    pool.close();
  }

  /** A server that drops those who come while others log in: MaxStartups of OpenSSH. */
  @Test
  void makesFewerConnectionsAtATimeWhereSomeOfManyFailedUntilOneWorks() {
    SessionPool<String, FakeLink> pool = wide(8);
    List<Waiting> waiting = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      waiting.add(new Waiting());
      pool.acquire("a", Use.COMMAND, LONG, waiting.get(i));
    }
    assertThat(attempts).hasSize(8);

    attempts.remove(0).connected(new FakeLink());
    for (int dropped = 0; dropped < 7; dropped++) {
      attempts.remove(0).failed(new Fault(FailureKind.HANDSHAKE_FAILED, "dropped"));
    }
    assertThat(attempts).as("in the pause").isEmpty();
    time.advance(Duration.ofSeconds(20));
    assertThat(attempts).as("after it").hasSize(1);
    attempts.remove(0).connected(new FakeLink());

    assertThat(attempts).as("once one has worked").hasSize(2);
    assertThat(waiting).filteredOn(one -> !one.leases.isEmpty()).hasSize(2);
    assertThat(pool.counts().failed()).isEqualTo(7);
    pool.close();
  }

  /** As many sessions to one node, with one channel each. */
  private SessionPool<String, FakeLink> wide(int sessions) {
    PoolLimits limits =
        new PoolLimits(
            sessions,
            sessions,
            sessions,
            1,
            false,
            100,
            Duration.ofSeconds(30),
            Duration.ofMinutes(5),
            Duration.ofSeconds(20),
            Duration.ofSeconds(3));
    return new SessionPool<>(
        limits,
        (key, listener) -> {
          attempts.add(listener);
          return connect(key, listener);
        },
        time);
  }

  /** Whoever had asked for it has gone meanwhile. */
  @Test
  void asksAgainWhereAnAnswerWasOfNoUseToAnybody() {
    SessionPool<String, FakeLink> pool = pool(1, 1, 10, Duration.ZERO);
    Waiting first = new Waiting();
    pool.acquire("a", Use.COMMAND, LONG, first);
    FakeLink link = connected("a");
    only(first).release();
    link.answers = false;
    pool.acquire("a", Use.COMMAND, LONG, new Waiting()).cancel();
    link.asked.run();
    link.answers = true;

    Waiting next = new Waiting();
    pool.acquire("a", Use.COMMAND, LONG, next);

    assertThat(next.leases).hasSize(1);
    assertThat(link.pings).isEqualTo(2);
    pool.close();
  }

  private static final class Waiting implements LeaseListener<FakeLink> {
    final List<Lease<FakeLink>> leases = new ArrayList<>();

    @Override
    public void leased(Lease<FakeLink> lease) {
      leases.add(lease);
    }

    @Override
    public void failed(Fault fault) {}
  }

  private static final class FakeLink implements PooledLink {
    private boolean open = true;
    private boolean retired;
    private boolean answers = true;
    private Runnable asked = () -> {};
    private int pings;

    @Override
    public boolean isOpen() {
      return open;
    }

    @Override
    public boolean isRetired() {
      return retired;
    }

    @Override
    public long lastHeardNanos() {
      return 0;
    }

    @Override
    public void ping(Runnable answer) {
      pings++;
      asked = answer;
      if (answers) {
        answer.run();
      }
    }

    @Override
    public void onEnd(Consumer<Fault> watcher) {}

    @Override
    public void close() {
      open = false;
    }
  }
}
