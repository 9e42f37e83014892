package dog.rebe.ssh;

import static dog.rebe.ssh.Awaiting.LONG;
import static dog.rebe.ssh.Awaiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.command.Command;
import dog.rebe.command.JournalEpoch;
import dog.rebe.command.SecretValues;
import dog.rebe.command.Token;
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
import dog.rebe.outcome.Failure;
import dog.rebe.outcome.FailureKind;
import dog.rebe.outcome.Outcome;
import dog.rebe.ssh.testkit.wire.Direction;
import dog.rebe.ssh.testkit.wire.FaultProxy;
import dog.rebe.ssh.testkit.wire.WireFault;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A whole conversation with a real OpenSSH server, from the first byte of a connection to the last
 * of a command's outcome, broken at byte after byte in both directions. What the node counted says
 * whether the outcome told the truth.
 *
 * <p>One of some hundreds of bytes is tried, by a seed that is printed; {@code -Drebe.cuts=all}
 * cuts at every one and resets at each tenth, {@code -Drebe.cuts.seed=N} repeats a choice.
 */
class CutEverywhereTest {

  private static final int STRIDE = 200;
  private static final int AT_ONCE = 4;
  private static final String OUTPUT = "0123456789abcdef".repeat(64);
  private static final boolean ALL = System.getProperty("rebe.cuts", "").equals("all");

  private static JournalNode real;

  private final long seed = Long.getLong("rebe.cuts.seed", System.nanoTime());

  /** A command that counts its executions under a name of its own. */
  private interface Numbered {
    Command<CapturedOutput> of(String name);
  }

  private record Cut(WireFault.AtByte fault, String name, Outcome<CapturedOutput> outcome) {
    String description() {
      return fault + ": " + outcome;
    }

    boolean isLost() {
      return outcome.failure().map(Failure::kind).equals(Optional.of(FailureKind.RESULT_LOST));
    }
  }

  @BeforeAll
  static void start() throws Exception {
    real = JournalNode.start();
  }

  @AfterAll
  static void end() throws Exception {
    real.close();
  }

  private static SshTransport transport() throws IOException {
    return real.transport().connection(ConnectionOptions.defaults().withIoThreads(1)).build();
  }

  private static FaultProxy proxy() throws IOException {
    return FaultProxy.to(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), real.server().port()));
  }

  private static Node through(FaultProxy proxy) {
    return Node.of(
        "node",
        Endpoint.ssh(System.getProperty("user.name"), "127.0.0.1", proxy.address().getPort()));
  }

  private static CommandExecutor executor(SshTransport transport, RetryOptions retry) {
    return CommandExecutor.builder().transport(transport).retry(retry).build();
  }

  private static Command<CapturedOutput> counted(String name) {
    return real.counted(name, "printf %s " + OUTPUT);
  }

  @Test
  @Tag("fault-16")
  @Tag("fault-17")
  @Tag("fault-37")
  void noOutcomeClaimsMoreThanTheNodeCounted() throws Exception {
    Numbered plain = CutEverywhereTest::counted;
    PassedBytes beforeTheRequest = measureUpToTheRequest(plain.of("held"));
    PassedBytes whole = measureTheWhole(plain.of("measured"));
    List<WireFault.AtByte> faults = faults(whole);
    for (Direction direction : Direction.values()) {
      // Where the first byte of the request is, and the last before it.
      long request = beforeTheRequest.in(direction);
      for (long at = request - 1; at <= request + 1; at++) {
        faults.add(new WireFault.Cut(direction, at));
      }
    }

    List<Cut> cuts = cutAll("plain", faults, plain, RetryOptions.none());

    CutTable table = new CutTable("plain");
    for (Cut cut : cuts) {
      table.check(cut.fault, cut.outcome, () -> checkOneDelivery(cut, beforeTheRequest));
    }
    table.printAndAssert();
    assertThat(table.deliveries())
        .contains(Delivery.NOT_STARTED, Delivery.UNKNOWN, Delivery.COMPLETED);
  }

  private static void checkOneDelivery(Cut cut, PassedBytes beforeTheRequest) {
    long executions = real.executions(cut.name);
    String what = cut.description();
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

  /** The first connection breaks, and those after it hold. */
  @Test
  @Tag("fault-16")
  @Tag("fault-37")
  @Tag("fault-38")
  void withATokenTheResultComesWhereverTheConnectionBreaks() throws Exception {
    JournalEpoch epoch = epoch();
    Numbered once = name -> counted(name).token(Token.of(name).under(epoch));
    List<WireFault.AtByte> faults = faults(measureTheWhole(once.of("token-measured")));

    List<Cut> cuts = cutAll("token", faults, once, Calls.QUICK_RETRIES);

    CutTable table = new CutTable("token");
    for (Cut cut : cuts) {
      table.check(cut.fault, cut.outcome, () -> checkByToken(cut));
    }
    table.printAndAssert();
    long lost = cuts.stream().filter(Cut::isLost).count();
    assertThat(lost).isLessThanOrEqualTo(1 + cuts.size() / 50);
    assertThat(table.deliveries()).contains(Delivery.COMPLETED);
  }

  private static void checkByToken(Cut cut) {
    int executions = real.executions(cut.name);
    if (cut.isLost()) {
      // A claim whose holder could not say that he has it is taken back, under the eyes of the
      // second delivery. Nothing has run, but that one cannot know it.
      assertThat(cut.outcome.delivery()).isEqualTo(Delivery.UNKNOWN);
      assertThat(executions).as(cut.description()).isZero();
    } else {
      assertThat(Calls.assertSuccess(cut.outcome).stdout().utf8()).isEqualTo(OUTPUT);
      assertThat(executions).as(cut.description()).isEqualTo(1);
    }
  }

  private static JournalEpoch epoch() throws IOException {
    try (SshTransport transport = transport();
        CommandExecutor executor = Calls.executor(transport)) {
      return Calls.assertSuccess(
          executor.start(JournalEpoch.ask(JournalNode.LIMITS), real.node()).await());
    }
  }

  private List<WireFault.AtByte> faults(PassedBytes whole) {
    System.out.printf(
        "a conversation of %d bytes to the server and %d to the client; seed %d%n",
        whole.in(Direction.TO_SERVER), whole.in(Direction.TO_CLIENT), seed);
    List<WireFault.AtByte> faults = new ArrayList<>();
    Random random = new Random(seed);
    for (Direction direction : Direction.values()) {
      for (long at = ALL ? 0 : random.nextInt(STRIDE);
          at <= whole.in(direction);
          at += ALL ? 1 : 1 + random.nextInt(2 * STRIDE)) {
        faults.add(new WireFault.Cut(direction, at));
        if (!ALL || at % 10 == 0) {
          faults.add(new WireFault.Reset(direction, at));
        }
      }
      faults.add(new WireFault.Cut(direction, 2 * whole.in(direction)));
    }
    return faults;
  }

  private static List<Cut> cutAll(
      String name, List<WireFault.AtByte> faults, Numbered command, RetryOptions retry)
      throws Exception {
    ExecutorService workers = Executors.newFixedThreadPool(AT_ONCE);
    try {
      List<Future<Cut>> under = new ArrayList<>();
      for (WireFault.AtByte fault : faults) {
        String own = name + "-" + under.size();
        under.add(workers.submit(() -> cut(fault, own, command.of(own), retry)));
      }
      List<Cut> cuts = new ArrayList<>();
      for (Future<Cut> one : under) {
        cuts.add(one.get());
        if (cuts.size() % 500 == 0) {
          System.out.printf(
              "%s: %d of %d conversations, %s%n",
              name, cuts.size(), faults.size(), cuts.get(cuts.size() - 1).fault);
        }
      }
      // What the server was told before the cut it may still be doing.
      await()
          .until(
              () -> ProcessHandle.of(real.server().pid()).orElseThrow().descendants().count() == 0);
      return cuts;
    } finally {
      workers.shutdownNow();
    }
  }

  private static Cut cut(
      WireFault.AtByte fault, String name, Command<CapturedOutput> command, RetryOptions retry)
      throws IOException {
    try (FaultProxy proxy = proxy();
        SshTransport transport = transport();
        CommandExecutor executor = executor(transport, retry)) {
      proxy.obey(connection -> connection == 0 ? List.of(fault) : List.of());
      return new Cut(fault, name, executor.start(command, through(proxy)).await());
    }
  }

  private static PassedBytes measureTheWhole(Command<CapturedOutput> command) throws IOException {
    try (FaultProxy proxy = proxy();
        SshTransport transport = transport();
        CommandExecutor executor = executor(transport, RetryOptions.none())) {
      Calls.assertSuccess(executor.start(command, through(proxy)).await());
      return PassedBytes.settled(proxy);
    }
  }

  /** Holds the request back until nothing passes any more. */
  private static PassedBytes measureUpToTheRequest(Command<CapturedOutput> command)
      throws Exception {
    CompletableFuture<PassedBytes> before = new CompletableFuture<>();
    CompletableFuture<ExchangeEnd> end = new CompletableFuture<>();
    try (FaultProxy proxy = proxy();
        SshTransport transport = transport()) {
      ExchangeListener listener =
          new ExchangeListener() {
            @Override
            public void onCommitted() {
              before.complete(PassedBytes.settled(proxy));
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
              command.limits().deadline());
      transport.start(request, listener).request(Long.MAX_VALUE);
      assertThat(end.get(LONG.toSeconds(), TimeUnit.SECONDS)).isEqualTo(Ends.SUCCESS);
      return before.get(LONG.toSeconds(), TimeUnit.SECONDS);
    }
  }
}
