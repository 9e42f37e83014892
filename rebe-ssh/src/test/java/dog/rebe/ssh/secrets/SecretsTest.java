package dog.rebe.ssh.secrets;

import static dog.rebe.ssh.Awaiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.chronicle.JsonLinesChronicle;
import dog.rebe.command.Argument;
import dog.rebe.command.Command;
import dog.rebe.command.EnvironmentValue;
import dog.rebe.command.Limits;
import dog.rebe.command.Repetition;
import dog.rebe.command.Secret;
import dog.rebe.command.SecretSource;
import dog.rebe.command.StandardInput;
import dog.rebe.execution.Call;
import dog.rebe.execution.CommandExecutor;
import dog.rebe.execution.RetryOptions;
import dog.rebe.execution.Transport;
import dog.rebe.execution.local.LocalTransport;
import dog.rebe.node.Node;
import dog.rebe.outcome.CapturedOutput;
import dog.rebe.outcome.FailureKind;
import dog.rebe.outcome.Outcome;
import dog.rebe.ssh.Awaiting;
import dog.rebe.ssh.Credential;
import dog.rebe.ssh.HostTrust;
import dog.rebe.ssh.SshTransport;
import dog.rebe.ssh.testkit.OpenSshServer;
import dog.rebe.testkit.CanarySecret;
import dog.rebe.testkit.EveryLog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three secrets go to a node in the three ways that there are, in calls that end in every way; then
 * everything that was written or could be seen is searched for them.
 */
@Tag("fault-72")
class SecretsTest {

  private static final CanarySecret FILE = CanarySecret.of("XqzJvKwPfYhGbQmRtL");
  private static final CanarySecret VARIABLE = CanarySecret.of("ZwVxKqJpMyHfTgBnRd");
  private static final CanarySecret INPUT = CanarySecret.of("QjXvZkWyPhFmGtBrNc");
  private static final List<CanarySecret> ALL = List.of(FILE, VARIABLE, INPUT);

  /** More room than they need, so that the search would find what is cut. */
  private static final Limits LIMITS = Awaiting.unhurried(10_000);

  @TempDir Path folder;

  private final StringBuilder seen = new StringBuilder();

  private static Command<CapturedOutput> command(String script) {
    SecretSource none =
        name -> {
          throw new IOException("there is no secret " + name);
        };
    return command(script, none, false);
  }

  private static Command<CapturedOutput> command(String script, SecretSource other, boolean real) {
    return Command.of(
            List.of(
                Argument.of("sh"),
                Argument.of("-c"),
                Argument.of(script),
                Argument.of("sh"),
                Argument.secretFile(Secret.of("file", real ? name -> FILE.bytes() : other))))
        .changes(Repetition.ONCE)
        .limits(LIMITS)
        .environment(
            "TOKEN",
            EnvironmentValue.of(Secret.of("variable", real ? name -> VARIABLE.bytes() : other)))
        .input(StandardInput.secret(Secret.of("input", real ? name -> INPUT.bytes() : other)));
  }

  private static Command<CapturedOutput> secretive(String script) {
    return command(script, name -> new byte[0], true);
  }

  @Test
  void areNowhereAfterCommandsOnThisMachine() throws Exception {
    try (EveryLog log = EveryLog.open();
        LocalTransport transport = LocalTransport.create()) {
      use(transport, Node.local());
      search(log, "dog.rebe");
    }
  }

  @Test
  void areNowhereAfterCommandsOnARealServer() throws Exception {
    try (EveryLog log = EveryLog.open();
        OpenSshServer server = OpenSshServer.start(folder.resolve("server"))) {
      Node node = Node.of("node", server.endpoint());
      try (SshTransport transport =
          SshTransport.builder()
              .hostTrust(HostTrust.pinned(Map.of(node.id(), server.fingerprint())))
              .credentials(Credential.keyFile(server.identity()))
              .build()) {
        use(transport, node);
      }
      search(log, "FINEST");
    }
  }

  /** That the others find nothing means something. */
  @Test
  void areFoundInWhateverFormTheyAreWritten() {
    String text = new String(FILE.bytes(), StandardCharsets.US_ASCII);
    assertThat(FILE.in("password=" + text)).isNotEmpty();
    assertThat(FILE.in("... " + text.substring(3, 12))).isNotEmpty();
    assertThat(FILE.in(HexFormat.ofDelimiter(" ").formatHex(FILE.bytes()))).isNotEmpty();
    assertThat(FILE.in(HexFormat.ofDelimiter(":").withUpperCase().formatHex(FILE.bytes())))
        .isNotEmpty();
    assertThat(
            FILE.in(
                Base64.getEncoder()
                    .encodeToString(("x" + text).getBytes(StandardCharsets.US_ASCII))))
        .isNotEmpty();
    assertThat(VARIABLE.in("password=" + text)).isEmpty();
  }

  private void use(Transport transport, Node node) throws Exception {
    Path record = folder.resolve("chronicle.jsonl");
    try (JsonLinesChronicle chronicle = JsonLinesChronicle.open(record);
        CommandExecutor executor =
            CommandExecutor.builder()
                .transport(transport)
                .chronicle(chronicle)
                .retry(RetryOptions.none())
                .build()) {
      String takes =
          "[ \"$(wc -c <\"$1\")\" -eq 18 ] && [ ${#TOKEN} -eq 18 ] && [ \"$(wc -c)\" -eq 18 ]";
      assertThat(run(executor, node, secretive(takes)).failure()).as("they arrive").isEmpty();
      kind(run(executor, node, secretive("exit 3")), FailureKind.NONZERO_EXIT);
      kind(run(executor, node, secretive("kill -s KILL $$")), FailureKind.KILLED_BY_SIGNAL);
      kind(
          run(executor, node, secretive("true").directory("/no/such/place")),
          FailureKind.DIRECTORY_UNAVAILABLE);
      kind(
          run(
              executor,
              node,
              secretive("sleep 30").withLimits(LIMITS.withAttemptTimeout(Duration.ofMillis(700)))),
          FailureKind.TIMED_OUT);
      kind(
          run(
              executor,
              node,
              secretive("true")
                  .decode(
                      (output, exit) -> {
                        throw new IllegalStateException("a decoder that breaks");
                      })),
          FailureKind.INTERNAL_ERROR);
      kind(run(executor, node, command("true")), FailureKind.SECRET_UNAVAILABLE);

      String sleep = "sleep 1" + ProcessHandle.current().pid() + ".7";
      Call<CapturedOutput> call = executor.start(secretive(sleep), node);
      await().until(() -> processes().contains(sleep));
      seen.append(processes());
      call.cancel();
      seen.append(call.await());
    }
    seen.append(Files.readString(record));
  }

  private <T> Outcome<T> run(CommandExecutor executor, Node node, Command<T> command) {
    Call<T> call = executor.start(command, node);
    Outcome<T> outcome = call.await();
    seen.append(command).append(command.input()).append(command.environment());
    seen.append(call).append(outcome).append(outcome.evidence()).append('\n');
    outcome.failure().ifPresent(failure -> seen.append(failure.explanation()));
    return outcome;
  }

  private static void kind(Outcome<?> outcome, FailureKind kind) {
    assertThat(outcome.failure().map(failure -> failure.kind())).contains(kind);
  }

  /** The command lines of every process of this machine, which any of its users may read. */
  private static String processes() {
    try (Stream<Path> all = Files.list(Path.of("/proc"))) {
      List<String> lines = new ArrayList<>();
      for (Path process : all.filter(p -> p.getFileName().toString().matches("\\d+")).toList()) {
        try {
          lines.add(
              Files.readString(process.resolve("cmdline"), StandardCharsets.ISO_8859_1)
                  .replace('\0', ' '));
        } catch (IOException e) {
          // It has ended meanwhile.
        }
      }
      return lines.stream().collect(Collectors.joining("\n"));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void search(EveryLog log, String logger) {
    String logged = log.text();
    assertThat(logged).as("what is logged at the finest level").contains(logger);
    for (CanarySecret canary : ALL) {
      assertThat(canary.in(logged)).as("in the logs").isEmpty();
      assertThat(canary.in(seen.toString())).as("in outcomes, records, processes").isEmpty();
    }
  }
}
