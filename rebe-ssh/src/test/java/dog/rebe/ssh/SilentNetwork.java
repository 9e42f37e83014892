package dog.rebe.ssh;

import static dog.rebe.ssh.Awaiting.await;

import dog.rebe.command.Command;
import dog.rebe.command.Repetition;
import dog.rebe.execution.Call;
import dog.rebe.execution.CommandExecutor;
import dog.rebe.execution.RetryOptions;
import dog.rebe.node.Endpoint;
import dog.rebe.node.Node;
import dog.rebe.outcome.CapturedOutput;
import dog.rebe.outcome.Failure;
import dog.rebe.outcome.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What {@link SilentNetworkTest} runs inside a network namespace; prints what came of it. */
final class SilentNetwork {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);
  private static final Duration NOT_MUCH_LATER = CONNECT_TIMEOUT.plusMillis(300);
  private static final int MOST_TRIES = 25;

  private final Path server;
  private final Path trace;

  private SilentNetwork(Path server) {
    this.server = server;
    this.trace = server.resolve("trace");
  }

  /** Arguments: the scenario, and the server's folder. */
  public static void main(String[] arguments) throws Exception {
    SilentNetwork network = new SilentNetwork(Path.of(arguments[1]));
    switch (arguments[0]) {
      case "black-hole" -> network.blackHole();
      case "vanishes" -> network.vanishes();
      case "vanishes-idle" -> network.vanishesIdle();
      default -> throw new IllegalArgumentException(arguments[0]);
    }
  }

  private void blackHole() throws Exception {
    try (SshTransport transport = transport(ConnectionOptions.defaults());
        CommandExecutor executor = executor(transport)) {
      // A JVM that has connected before: the time is the network's and not the class loader's. On a
      // busy machine the least of many says what is ours.
      awaitServer(executor);
      Outcome<CapturedOutput> outcome = nowhere(executor);
      for (int i = 1; i < MOST_TRIES && elapsed(outcome).compareTo(NOT_MUCH_LATER) > 0; i++) {
        Outcome<CapturedOutput> next = nowhere(executor);
        outcome = elapsed(next).compareTo(elapsed(outcome)) < 0 ? next : outcome;
      }
      report(outcome);
    }
  }

  private void vanishes() throws Exception {
    ConnectionOptions watched =
        ConnectionOptions.defaults().withHeartbeat(Duration.ofSeconds(2), 3);
    try (SshTransport transport = transport(watched);
        CommandExecutor executor = executor(transport)) {
      awaitServer(executor);
      Call<CapturedOutput> call =
          executor.start(command("echo ran >>" + trace + "; sleep 1000"), node("10.111.0.2"));
      await().until(() -> Files.exists(trace));
      vanish();
      report(call.await());
    }
  }

  private void vanishesIdle() throws Exception {
    ConnectionOptions unwatched = ConnectionOptions.defaults().withHeartbeat(Duration.ZERO, 3);
    try (SshTransport transport = transport(unwatched);
        CommandExecutor executor = executor(transport)) {
      awaitServer(executor);
      vanish();
      report(executor.start(command("echo ran >>" + trace), node("10.111.0.2")).await());
    }
  }

  /** The server's machine loses its address: what comes for it is dropped in silence. */
  private static void vanish() throws Exception {
    RealNode.run(
        List.of("nsenter", "-t", System.getenv("FAR"), "-n", "ip", "addr", "flush", "dev", "far"));
  }

  private Outcome<CapturedOutput> nowhere(CommandExecutor executor) {
    return executor.start(command("true"), node("10.111.0.9")).await();
  }

  private static Duration elapsed(Outcome<?> outcome) {
    return outcome.evidence().elapsed();
  }

  private void awaitServer(CommandExecutor executor) {
    await()
        .until(
            () -> executor.start(command("true"), node("10.111.0.2")).await().failure().isEmpty());
  }

  private SshTransport transport(ConnectionOptions options) throws IOException {
    String[] key = Files.readString(server.resolve("host_key.pub")).split(" ", 3);
    String fingerprint = Pins.fingerprint(key[1]);
    return SshTransport.builder()
        .hostTrust(HostTrust.pinned(Map.of(node("10.111.0.2").id(), fingerprint)))
        .credentials(Credential.keyFile(server.resolve("id_ed25519")))
        .pool(PoolOptions.defaults().withValidation(Duration.ZERO, Duration.ofMillis(300)))
        .connection(options.withConnectTimeout(CONNECT_TIMEOUT))
        .build();
  }

  private static CommandExecutor executor(SshTransport transport) {
    return CommandExecutor.builder().transport(transport).retry(RetryOptions.none()).build();
  }

  private Node node(String address) {
    return Node.of("node", Endpoint.ssh("root", address, port()));
  }

  private int port() {
    try {
      return Files.readAllLines(server.resolve("netns_config")).stream()
          .filter(line -> line.startsWith("Port "))
          .map(line -> Integer.valueOf(line.substring(5)))
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Command<CapturedOutput> command(String script) {
    return Command.of("sh", "-c", script).changes(Repetition.ONCE).limits(Awaiting.unhurried(1024));
  }

  private void report(Outcome<CapturedOutput> outcome) throws IOException {
    Failure<CapturedOutput> failure = outcome.failure().orElseThrow();
    System.out.println("millis=" + elapsed(outcome).toMillis());
    System.out.println("kind=" + failure.kind().code());
    System.out.println("delivery=" + failure.delivery());
    System.out.println("detail=" + failure.detail());
    System.out.println(
        "executions=" + (Files.exists(trace) ? Files.readAllLines(trace).size() : 0));
  }
}
