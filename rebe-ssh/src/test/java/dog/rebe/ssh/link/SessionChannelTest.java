package dog.rebe.ssh.link;

import static dog.rebe.ssh.Awaiting.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.execution.OutputStreamName;
import dog.rebe.execution.SystemScheduler;
import dog.rebe.outcome.Exit;
import dog.rebe.ssh.fault.Fault;
import dog.rebe.ssh.testkit.wire.FaultProxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A channel on a connection that exchanges keys anew. */
class SessionChannelTest {

  private static final int WINDOW_BYTES = 64 * 1024;

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final SystemScheduler scheduler = SystemScheduler.create();
  private final LinkClient client =
      new LinkClient(
          new LinkOptions(1, false, false, WINDOW_BYTES, EasyTarget.offer()),
          NameLookup.system(),
          scheduler,
          threads);
  private HeldKeyExchange server;
  private FaultProxy proxy;
  private Link link;
  private SessionChannel channel;

  @BeforeEach
  void connect() throws Exception {
    server = new HeldKeyExchange();
    proxy = FaultProxy.to(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
    link = got(dialled());
    channel = got(opened());
  }

  private static <T> T got(CompletableFuture<T> coming) throws Exception {
    return coming.get(LONG.toSeconds(), TimeUnit.SECONDS);
  }

  private CompletableFuture<Link> dialled() {
    CompletableFuture<Link> coming = new CompletableFuture<>();
    client.dial(
        EasyTarget.at(
            proxy.address().getPort(), new LinkTiming(LONG, LONG, LONG, Duration.ZERO, 3)),
        new DialListener() {
          @Override
          public void connected(Link made) {
            coming.complete(made);
          }

          @Override
          public void failed(Fault fault) {
            coming.completeExceptionally(new AssertionError(fault));
          }
        });
    return coming;
  }

  private CompletableFuture<SessionChannel> opened() {
    CompletableFuture<SessionChannel> coming = new CompletableFuture<>();
    link.openChannel(WINDOW_BYTES, ChannelChoice.QUICKEST, new Opening(coming));
    return coming;
  }

  @AfterEach
  void close() throws Exception {
    server.letGo();
    client.close();
    proxy.close();
    server.close();
    scheduler.close();
    threads.shutdownNow();
  }

  /** Data was sent, by a thread that did not have to wait; completes once it is told. */
  private CompletableFuture<Void> sent() throws Exception {
    CompletableFuture<Void> told = new CompletableFuture<>();
    got(
        CompletableFuture.runAsync(
            () -> channel.send(new byte[1000], 0, 1000, () -> told.complete(null)), threads));
    return told;
  }

  /** The library keeps such data until the new keys are there, and forgets it with its session. */
  @Test
  void whoWaitsForHisDataToLeaveIsToldOfTheEndInAKeyExchange() throws Exception {
    server.beginOn(link.session());

    CompletableFuture<Void> told = sent();

    assertThat(told).as("gone before the new keys are there").isNotDone();
    proxy.resetAll();
    assertThat(got(told)).isNull();
  }

  @Test
  void whoWaitsForHisDataToLeaveIsToldOnceKeysWereExchanged() throws Exception {
    server.beginOn(link.session());
    CompletableFuture<Void> told = sent();

    server.letGo();

    assertThat(got(told)).isNull();
  }

  private record Opening(CompletableFuture<SessionChannel> coming) implements ChannelListener {
    @Override
    public void opened(SessionChannel channel) {
      coming.complete(channel);
    }

    @Override
    public void openRefused(int code, String reason) {
      coming.completeExceptionally(new AssertionError(reason));
    }

    @Override
    public void replied(boolean success) {}

    @Override
    public void received(OutputStreamName stream, byte[] bytes) {}

    @Override
    public void exited(Exit exit) {}

    @Override
    public void endOfData() {}

    @Override
    public void closed(Fault lost) {}
  }
}
