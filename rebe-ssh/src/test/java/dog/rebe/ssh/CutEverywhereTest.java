package dog.rebe.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dog.rebe.command.Command;
import dog.rebe.command.Limits;
import dog.rebe.command.Repetition;
import dog.rebe.command.SecretValues;
import dog.rebe.execution.CommandExecutor;
import dog.rebe.execution.ExchangeEnd;
import dog.rebe.execution.ExchangeListener;
import dog.rebe.execution.OutputStreamName;
import dog.rebe.execution.Request;
import dog.rebe.execution.RetryOptions;
import dog.rebe.node.Endpoint;
import dog.rebe.node.Node;
import dog.rebe.outcome.CapturedOutput;
import dog.rebe.outcome.Delivery;
import dog.rebe.outcome.Outcome;
import dog.rebe.ssh.testkit.wire.Direction;
import dog.rebe.ssh.testkit.wire.FaultProxy;
import dog.rebe.ssh.testkit.wire.ProxiedConnection;
import dog.rebe.ssh.testkit.wire.WireFault;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * A whole conversation with a real OpenSSH server, from the first byte of a connection to the last
 * of a command's outcome, broken at byte after byte in both directions. What the node counted says
 * whether the outcome told the truth.
 *
 * <p>One of some eighty bytes is tried, by a seed that is printed; {@code -Drebe.cuts=all} cuts at
 * every one and resets at each tenth, {@code -Drebe.cuts.seed=N} repeats a choice.
 */
class CutEverywhereTest {

  private static final int STRIDE = 80;
  private static final int AT_ONCE = 4;
  private static final String OUTPUT = "0123456789abcdef".repeat(64);
  private static final Limits LIMITS = Limits.of(Duration.ofSeconds(30), 1 << 16);

  @RegisterExtension static final RealNode SERVER = new RealNode("MaxStartups 100:30:200");

  @TempDir Path folder;

  /** How many bytes had passed, in each direction. */
  private record Bytes(Map<Direction, Long> passed) {
    static Bytes of(ProxiedConnection connection) {
      Map<Direction, Long> passed = new EnumMap<>(Direction.class);
      for (Direction direction : Direction.values()) {
        passed.put(direction, connection.bytes(direction));
      }
      return new Bytes(passed);
    }

    long in(Direction direction) {
      return passed.get(direction);
    }
  }

  private record Cut(WireFault.AtByte fault, Path trace, Outcome<CapturedOutput> outcome) {}

  private SshTransport transport() throws IOException {
    return SERVER.transport().connection(ConnectionOptions.defaults().withIoThreads(1)).build();
  }

  private static Node through(FaultProxy proxy) {
    Endpoint real = SERVER.node().endpoint();
    return Node.of(
        "node", Endpoint.ssh(real.user().orElseThrow(), "127.0.0.1", proxy.address().getPort()));
  }

  private static FaultProxy proxy() throws IOException {
    return FaultProxy.to(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), SERVER.server().port()));
  }

  private static Command<CapturedOutput> counted(Path trace) {
    return Command.of("sh", "-c", "echo ran >>" + trace + "; printf %s " + OUTPUT)
        .changes(Repetition.ONCE)
        .limits(LIMITS);
  }

  private static long executions(Path trace) throws IOException {
    return Files.exists(trace) ? Files.readAllLines(trace).size() : 0;
  }

  @Test
  @Tag("fault-16")
  @Tag("fault-17")
  @Tag("fault-37")
  void noOutcomeClaimsMoreThanTheNodeCounted() throws Exception {
    Bytes beforeTheRequest = measureUpToTheRequest();
    Bytes whole = measureTheWhole();
    boolean all = System.getProperty("rebe.cuts", "").equals("all");
    long seed = Long.getLong("rebe.cuts.seed", System.nanoTime());
    System.out.printf(
        "a conversation of %d bytes to the server and %d to the client, the request after %d and"
            + " %d; seed %d%n",
        whole.in(Direction.TO_SERVER),
        whole.in(Direction.TO_CLIENT),
        beforeTheRequest.in(Direction.TO_SERVER),
        beforeTheRequest.in(Direction.TO_CLIENT),
        seed);
    List<WireFault.AtByte> faults = new ArrayList<>();
    Random random = new Random(seed);
    for (Direction direction : Direction.values()) {
      for (long at = all ? 0 : random.nextInt(STRIDE);
          at <= whole.in(direction);
          at += all ? 1 : 1 + random.nextInt(2 * STRIDE)) {
        faults.add(new WireFault.Cut(direction, at));
        if (!all || at % 10 == 0) {
          faults.add(new WireFault.Reset(direction, at));
        }
      }
      faults.add(new WireFault.Cut(direction, 2 * whole.in(direction)));
      // Where the first byte of the request is, and the last before it.
      for (long at = beforeTheRequest.in(direction) - 1;
          at <= beforeTheRequest.in(direction) + 1;
          at++) {
        faults.add(new WireFault.Cut(direction, at));
      }
    }

    List<Cut> cuts = cutAll(faults);

    // What the server was told before the cut it may still be doing.
    await().atMost(Duration.ofSeconds(30)).until(() -> SERVER.sessions().isEmpty());
    Map<Delivery, Integer> deliveries = new EnumMap<>(Delivery.class);
    for (Cut cut : cuts) {
      check(cut, beforeTheRequest);
      deliveries.merge(cut.outcome.delivery(), 1, Integer::sum);
    }
    System.out.printf("%d conversations broken: %s%n", cuts.size(), deliveries);
    assertThat(deliveries).containsKeys(Delivery.NOT_STARTED, Delivery.UNKNOWN, Delivery.COMPLETED);
  }

  private static void check(Cut cut, Bytes beforeTheRequest) throws IOException {
    long executions = executions(cut.trace);
    String what = cut.fault + ": " + cut.outcome;
    switch (cut.outcome.delivery()) {
      case NOT_STARTED -> assertThat(executions).as(what).isZero();
      case COMPLETED -> {
        assertThat(executions).as(what).isEqualTo(1);
        assertThat(Calls.assertSuccess(cut.outcome).stdout().utf8()).as(what).isEqualTo(OUTPUT);
      }
      case UNKNOWN -> {
        assertThat(executions).as(what).isBetween(0L, 1L);
        assertThat(cut.fault.atByte())
            .as(what)
            .isGreaterThanOrEqualTo(beforeTheRequest.in(cut.fault.direction()));
      }
      default -> throw new AssertionError(what);
    }
  }

  private List<Cut> cutAll(List<WireFault.AtByte> faults) throws Exception {
    ExecutorService workers = Executors.newFixedThreadPool(AT_ONCE);
    try {
      List<Future<Cut>> under = new ArrayList<>();
      for (int i = 0; i < faults.size(); i++) {
        WireFault.AtByte fault = faults.get(i);
        Path trace = folder.resolve("trace-" + i);
        under.add(workers.submit(() -> cut(fault, trace)));
      }
      List<Cut> cuts = new ArrayList<>();
      for (Future<Cut> one : under) {
        cuts.add(one.get());
      }
      return cuts;
    } finally {
      workers.shutdownNow();
    }
  }

  private Cut cut(WireFault.AtByte fault, Path trace) throws IOException {
    try (FaultProxy proxy = proxy();
        SshTransport transport = transport();
        CommandExecutor executor =
            CommandExecutor.builder().transport(transport).retry(RetryOptions.none()).build()) {
      proxy.obey(fault);
      return new Cut(fault, trace, executor.start(counted(trace), through(proxy)).await());
    }
  }

  private Bytes measureTheWhole() throws IOException {
    Path trace = folder.resolve("measured");
    try (FaultProxy proxy = proxy();
        SshTransport transport = transport();
        CommandExecutor executor = Calls.executor(transport)) {
      Calls.assertSuccess(executor.start(counted(trace), through(proxy)).await());
      return settled(proxy);
    }
  }

  /** Holds the request back until nothing passes any more. */
  private Bytes measureUpToTheRequest() throws Exception {
    Command<CapturedOutput> command = counted(folder.resolve("held"));
    CompletableFuture<Bytes> before = new CompletableFuture<>();
    CompletableFuture<ExchangeEnd> end = new CompletableFuture<>();
    try (FaultProxy proxy = proxy();
        SshTransport transport = transport()) {
      ExchangeListener listener =
          new ExchangeListener() {
            @Override
            public void onCommitted() {
              before.complete(settled(proxy));
            }

            @Override
            public void onAccepted() {}

            @Override
            public void onOutput(OutputStreamName stream, ByteBuffer chunk) {}

            @Override
            public void onEnd(ExchangeEnd how) {
              end.complete(how);
            }
          };
      Request request =
          new Request(
              through(proxy),
              command,
              SecretValues.none(),
              "0123456789abcdef01234567",
              1,
              LIMITS.deadline());
      transport.start(request, listener).request(Long.MAX_VALUE);
      assertThat(end.get(30, TimeUnit.SECONDS)).isEqualTo(Ends.SUCCESS);
      return before.get();
    }
  }

  private static Bytes settled(FaultProxy proxy) {
    ProxiedConnection connection = proxy.connections().get(0);
    return await()
        .pollInSameThread()
        .pollInterval(Duration.ofMillis(150))
        .until(
            new java.util.concurrent.Callable<>() {
              private Bytes last = Bytes.of(connection);
              private Bytes now = last;

              @Override
              public Bytes call() {
                last = now;
                now = Bytes.of(connection);
                return now.equals(last) ? now : null;
              }
            },
            java.util.Objects::nonNull);
  }
}
