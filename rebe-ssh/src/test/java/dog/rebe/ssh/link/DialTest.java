package dog.rebe.ssh.link;

import static dog.rebe.ssh.Awaiting.LONG;
import static dog.rebe.ssh.Awaiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.execution.Scheduler;
import dog.rebe.ssh.fault.Fault;
import dog.rebe.testkit.VirtualScheduler;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.Channel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A dial whose end and whose connection come at the same moment. */
class DialTest {

  /** Longer than any step of a dial. */
  private static final Duration HEARTBEAT = LONG.multipliedBy(10);

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final VirtualScheduler time = VirtualScheduler.create();
  private final WatchedTime watched = new WatchedTime();
  private final LinkClient client =
      new LinkClient(
          new LinkOptions(1, false, false, 64 * 1024, EasyTarget.offer()),
          NameLookup.system(),
          watched,
          threads);
  private final Heard heard = new Heard();
  private HeldKeyExchange server;

  @BeforeEach
  void start() throws Exception {
    server = new HeldKeyExchange();
  }

  @AfterEach
  void close() throws Exception {
    client.close();
    server.close();
    threads.shutdownNow();
  }

  private Target target() {
    return EasyTarget.at(server.port(), new LinkTiming(LONG, LONG, LONG, HEARTBEAT, 3));
  }

  @Test
  void leavesNoTimerWhenItIsCalledOffAsItLogsIn() throws Exception {
    CompletableFuture<Dial> dial = new CompletableFuture<>();
    watched.whenHeartbeatIsSet = () -> dial.join().abort();

    dial.complete(client.dial(target(), heard));

    watched.heartbeatSet.get(LONG.toSeconds(), TimeUnit.SECONDS);
    await().until(() -> time.pending() == 0);
    assertThat(heard.all).isEmpty();
  }

  @Test
  void leavesNoTimerWhenItsTimeEndsAsItLogsIn() throws Exception {
    watched.whenHeartbeatIsSet = () -> time.advance(LONG);

    client.dial(target(), heard);

    watched.heartbeatSet.get(LONG.toSeconds(), TimeUnit.SECONDS);
    await().until(() -> time.pending() == 0);
    assertThat(heard.all).singleElement().isInstanceOf(Fault.class);
  }

  /** Whoever dials may have to wait for the processor while others connect and log in. */
  @Test
  void keepsAConnectionThatIsMadeBeforeItHasNotedIt() throws Exception {
    Dial dial = new Dial(client, target(), heard);
    dial.server().knows(EasyTarget.believed());
    dial.login().has(EasyTarget.password());
    CompletableFuture<Channel> begun = new CompletableFuture<>();
    TcpDial late =
        new TcpDial(
            watched,
            (address, tcpDial, attempt) -> {
              Channel connection = client.tcp().connect(address, tcpDial, attempt);
              begun.complete(connection);
              await().until(() -> !heard.all.isEmpty());
              // Too late: somebody has the connection
              tcpDial.stop();
              return connection;
            },
            dial);

    late.begin(List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port())));

    assertThat(begun.join().isOpen()).isTrue();
    assertThat(heard.all)
        .singleElement()
        .isInstanceOfSatisfying(Link.class, link -> assertThat(link.isOpen()).isTrue());
  }

  /** Time that says when the heartbeat of a connection begins. */
  private final class WatchedTime implements Scheduler {
    private final CompletableFuture<Void> heartbeatSet = new CompletableFuture<>();
    private volatile Runnable whenHeartbeatIsSet = () -> {};

    @Override
    public long nanoTime() {
      return time.nanoTime();
    }

    @Override
    public Cancellation schedule(Duration delay, Runnable task) {
      Cancellation timer = time.schedule(delay, task);
      if (delay.equals(HEARTBEAT)) {
        whenHeartbeatIsSet.run();
        heartbeatSet.complete(null);
      }
      return timer;
    }
  }

  private static final class Heard implements DialListener {
    private final List<Object> all = new CopyOnWriteArrayList<>();

    @Override
    public void connected(Link link) {
      all.add(link);
    }

    @Override
    public void failed(Fault fault) {
      all.add(fault);
    }
  }
}
