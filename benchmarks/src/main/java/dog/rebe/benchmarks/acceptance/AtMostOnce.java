package dog.rebe.benchmarks.acceptance;

import dog.rebe.command.Command;
import dog.rebe.command.JournalEpoch;
import dog.rebe.command.Limits;
import dog.rebe.command.Repetition;
import dog.rebe.command.Token;
import dog.rebe.execution.CommandExecutor;
import dog.rebe.execution.HealthOptions;
import dog.rebe.execution.RetryOptions;
import dog.rebe.node.Endpoint;
import dog.rebe.node.Node;
import dog.rebe.node.NodeId;
import dog.rebe.outcome.CapturedOutput;
import dog.rebe.outcome.Outcome;
import dog.rebe.ssh.ConnectionOptions;
import dog.rebe.ssh.Credential;
import dog.rebe.ssh.HostTrust;
import dog.rebe.ssh.PoolOptions;
import dog.rebe.ssh.SshTransport;
import dog.rebe.ssh.testkit.OpenSshServer;
import dog.rebe.ssh.testkit.wire.Direction;
import dog.rebe.ssh.testkit.wire.FaultProxy;
import dog.rebe.ssh.testkit.wire.WireFault;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Semaphore;

/**
 * Runs many commands that must not run twice, over connections that break all the time, and asks
 * the node's own count: did any run twice, and did any outcome claim more than the count says? Half
 * of the commands have a token.
 */
public final class AtMostOnce {

  private static final int AT_ONCE = 64;
  private static final int LONGEST_CONNECTION_BYTES = 30_000;
  private static final int PROGRESS = 5_000;
  private static final Duration DEADLINE = Duration.ofSeconds(90);
  private static final PoolOptions SEVERAL_SESSIONS =
      PoolOptions.defaults().withMaxSessionsPerNode(8);

  /** A connection that fell silent holds up those on it no longer than this many seconds. */
  private static final ConnectionOptions QUICK_HEARTBEATS =
      ConnectionOptions.defaults().withHeartbeat(Duration.ofSeconds(2), 3);

  /** The connections break by order: that says nothing about the node. */
  private static final HealthOptions NO_BREAKERS =
      new HealthOptions(1_000_000, "site", 1_000_000, Duration.ofSeconds(30), 10_000, 0, 50, 1_024);

  private final Path folder;
  private final long seed;
  private final SplittableRandom random;
  private final OutcomeLedger ledger = new OutcomeLedger();

  private AtMostOnce(Path folder, long seed) {
    this.folder = folder;
    this.seed = seed;
    this.random = new SplittableRandom(seed);
  }

  /** Arguments: a folder that is not there yet, how many commands, and the seed of the faults. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    long seed = Long.parseLong(arguments[2]);
    boolean met = new AtMostOnce(Path.of(arguments[0]), seed).run(Integer.parseInt(arguments[1]));
    System.exit(met ? 0 : 1);
  }

  private boolean run(int count) throws IOException, InterruptedException {
    Path home = Files.createDirectories(folder.resolve("home"));
    Path counts = folder.resolve("counts");
    System.out.printf("seed %d%n", seed);
    long began = System.nanoTime();
    int connections;
    try (OpenSshServer server =
            OpenSshServer.start(folder.resolve("sshd"), "SetEnv HOME=" + home, "MaxStartups 1000");
        FaultProxy proxy =
            FaultProxy.to(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
        SshTransport transport = transport(server);
        CommandExecutor executor = executor(transport)) {
      JournalEpoch epoch = epoch(executor, server);
      proxy.obey(this::fault);
      Semaphore free = new Semaphore(AT_ONCE);
      for (int number = 0; number < count; number++) {
        free.acquire();
        send(executor, proxy, counts, epoch, number, free);
        if ((number + 1) % PROGRESS == 0) {
          long seconds = Duration.ofNanos(System.nanoTime() - began).toSeconds();
          System.err.printf("%,d sent after %d s%n", number + 1, seconds);
        }
      }
      free.acquire(AT_ONCE);
      connections = proxy.connections().size();
    }
    // The server is gone and what it ran as well: nothing is counted any more.
    return ledger.settle(counts, connections, Duration.ofNanos(System.nanoTime() - began));
  }

  private void send(
      CommandExecutor executor,
      FaultProxy proxy,
      Path counts,
      JournalEpoch epoch,
      int number,
      Semaphore free) {
    Command<CapturedOutput> plain =
        Command.of("sh", "-c", "echo \"$1\" >>\"$2\"; echo \"$1\"", "sh", "n" + number, counts + "")
            .changes(Repetition.ONCE)
            .limits(Limits.of(DEADLINE, 4096));
    boolean hasToken = number % 2 == 0;
    Token token = Token.of("n" + number);
    Command<CapturedOutput> command =
        !hasToken ? plain : plain.token(number % 4 == 0 ? token.under(epoch) : token);
    Node node =
        Node.of(
            "node",
            Endpoint.ssh(System.getProperty("user.name"), "127.0.0.1", proxy.address().getPort()));
    executor
        .start(command, node)
        .outcome()
        .subscribe(
            outcome -> {
              ledger.note(number, hasToken, outcome);
              free.release();
            });
  }

  /** Every connection breaks after some commands: mostly at once, sometimes in silence. */
  private synchronized List<WireFault> fault(int connection) {
    long bytes = 1_000 + random.nextLong(LONGEST_CONNECTION_BYTES);
    Direction direction = random.nextBoolean() ? Direction.TO_SERVER : Direction.TO_CLIENT;
    return List.of(
        switch (random.nextInt(50)) {
          case 0 -> new WireFault.Stall(direction, bytes);
          case 1, 2, 3, 4, 5, 6, 7, 8, 9 -> new WireFault.Cut(direction, bytes);
          default -> new WireFault.Reset(direction, bytes);
        });
  }

  private static SshTransport transport(OpenSshServer server) throws IOException {
    String key = server.fingerprint();
    return SshTransport.builder()
        .hostTrust(HostTrust.pinned(Map.of(new NodeId("node"), key, new NodeId("direct"), key)))
        .credentials(Credential.keyFile(server.identity()))
        .pool(SEVERAL_SESSIONS)
        .connection(QUICK_HEARTBEATS)
        .build();
  }

  private static CommandExecutor executor(SshTransport transport) {
    return CommandExecutor.builder()
        .transport(transport)
        .retry(RetryOptions.defaults().withBackoff(Duration.ofMillis(10), Duration.ofMillis(500)))
        .health(NO_BREAKERS)
        .build();
  }

  private static JournalEpoch epoch(CommandExecutor executor, OpenSshServer server) {
    Outcome<JournalEpoch> asked =
        executor
            .start(
                JournalEpoch.ask(Limits.of(DEADLINE, 4096)), Node.of("direct", server.endpoint()))
            .await();
    return asked
        .value()
        .orElseThrow(() -> new IllegalStateException("No epoch was learned: " + asked));
  }
}
