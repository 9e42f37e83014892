package dog.rebe.ssh;

import static dog.rebe.ssh.Awaiting.LONG;
import static dog.rebe.ssh.Awaiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.chronicle.JsonLinesChronicle;
import dog.rebe.command.Argument;
import dog.rebe.command.Command;
import dog.rebe.command.EnvironmentValue;
import dog.rebe.command.Limits;
import dog.rebe.command.Repetition;
import dog.rebe.command.RunAs;
import dog.rebe.command.StandardInput;
import dog.rebe.execution.Call;
import dog.rebe.execution.CommandExecutor;
import dog.rebe.files.FileDownload;
import dog.rebe.files.FileMode;
import dog.rebe.files.FilePath;
import dog.rebe.files.FileUpload;
import dog.rebe.files.FileView;
import dog.rebe.outcome.CapturedOutput;
import dog.rebe.outcome.Delivery;
import dog.rebe.outcome.FailureKind;
import dog.rebe.outcome.Outcome;
import dog.rebe.testkit.CanarySecret;
import dog.rebe.testkit.EveryLog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The ways beside a plain command on which a secret may come by: another user, and files. */
@Tag("fault-72")
class SecretPathsTest {

  private static final Limits LIMITS = Awaiting.unhurried(64 * 1024);
  private static final CanarySecret FILE = CanarySecret.of("GqXjWvZkPhJmTfBrYn");
  private static final CanarySecret VARIABLE = CanarySecret.of("VzKxQpJwMgHyTbFnRc");
  private static final CanarySecret INPUT = CanarySecret.of("KwQjYxVzPgRmHfBtNd");
  private static final List<CanarySecret> ALL = List.of(FILE, VARIABLE, INPUT);

  @RegisterExtension
  static final OwnUsers USERS =
      new OwnUsers(
          Map.of(
              "sudoers", "%s ALL=(%s) NOPASSWD: ALL\n".formatted(OwnUsers.USER, OwnUsers.OTHER)));

  @TempDir Path folder;

  private final StringBuilder seen = new StringBuilder();

  private static Command<CapturedOutput> secretive(String script) {
    return Command.of(
            List.of(
                Argument.of("sh"),
                Argument.of("-c"),
                Argument.of(script),
                Argument.of("sh"),
                Argument.secretFile(FILE.secret("file"))))
        .changes(Repetition.ONCE)
        .limits(LIMITS)
        .environment("TOKEN", EnvironmentValue.of(VARIABLE.secret("variable")))
        .input(StandardInput.secret(INPUT.secret("input")));
  }

  private <T> Outcome<T> noted(Call<T> call) {
    Outcome<T> outcome = call.await();
    seen.append(call).append(outcome).append(outcome.evidence()).append('\n');
    outcome
        .failure()
        .ifPresent(failure -> seen.append(failure.detail()).append(failure.explanation()));
    return outcome;
  }

  private void assertNowhere(List<CanarySecret> secrets, EveryLog log) {
    assertThat(log.text()).as("what is logged at the finest level").contains("FINEST");
    for (CanarySecret secret : secrets) {
      assertThat(secret.in(log.text())).as("in the logs").isEmpty();
      assertThat(secret.in(seen.toString())).as("in outcomes, records, processes").isEmpty();
    }
  }

  /** There is no password of sudo's: it is only ever run as {@code sudo -n}, which asks nothing. */
  @Test
  void areNowhereAfterCommandsAsAnotherUser() throws Exception {
    String seconds = JournalNode.seconds(4);
    Path record = folder.resolve("chronicle.jsonl");
    RunAs other = RunAs.sudo(OwnUsers.OTHER);
    try (EveryLog log = EveryLog.open()) {
      try (SshTransport transport = USERS.transport().build();
          JsonLinesChronicle chronicle = JsonLinesChronicle.open(record);
          CommandExecutor executor =
              CommandExecutor.builder().transport(transport).chronicle(chronicle).build()) {
        String takes =
            "[ \"$(id -un)\" = "
                + OwnUsers.OTHER
                + " ] && [ \"$(wc -c <\"$1\")\" -eq 18 ] && [ ${#TOKEN} -eq 18 ]"
                + " && [ \"$(wc -c)\" -eq 18 ]";
        Calls.assertSuccess(noted(executor.start(secretive(takes).asUser(other), USERS.node())));
        Calls.assertFailure(
            noted(executor.start(secretive("true").asUser(RunAs.sudo("root")), USERS.node())),
            FailureKind.RUN_AS_REFUSED,
            Delivery.NOT_STARTED);

        Call<CapturedOutput> running =
            executor.start(secretive("sleep " + seconds).asUser(other), USERS.node());
        await().until(() -> JournalNode.sleeps(seconds));
        seen.append(commandLines());
        running.cancel();
        Calls.assertFailure(noted(running), FailureKind.CANCELLED, Delivery.STOPPED);
      }
      seen.append(Files.readString(record));
      assertNowhere(ALL, log);
    }
    await().until(() -> !JournalNode.sleeps(seconds));
  }

  private static String commandLines() throws IOException {
    StringBuilder lines = new StringBuilder();
    try (Stream<Path> all = Files.list(Path.of("/proc"))) {
      for (Path process : all.filter(p -> p.getFileName().toString().matches("\\d+")).toList()) {
        try {
          lines.append(
              Files.readString(process.resolve("cmdline"), StandardCharsets.ISO_8859_1)
                  .replace('\0', ' '));
        } catch (IOException e) {
          // It has ended meanwhile.
        }
        lines.append('\n');
      }
    }
    return lines.toString();
  }

  /** What stands in a file is nobody's business either, on its way there, back, and over SFTP. */
  @Test
  void theContentsOfFilesAreNowhereAfterTheirTransfer() throws Exception {
    FilePath target = FilePath.of("/home/" + OwnUsers.USER + "/token");
    FilePath absent = FilePath.of("/home/" + OwnUsers.USER + "/no/such/folder/token");
    Duration deadline = LONG;
    Path record = folder.resolve("chronicle.jsonl");
    try (EveryLog log = EveryLog.open()) {
      try (SshTransport transport = USERS.transport().build();
          JsonLinesChronicle chronicle = JsonLinesChronicle.open(record);
          CommandExecutor executor =
              CommandExecutor.builder().transport(transport).chronicle(chronicle).build()) {
        FileUpload upload = FileUpload.of(FILE.bytes(), target, FileMode.of("0600"));
        Calls.assertSuccess(noted(executor.start(upload.command(LIMITS), USERS.node())));
        assertThat(
                noted(
                        executor.start(
                            FileUpload.of(FILE.bytes(), absent, FileMode.of("0600"))
                                .command(LIMITS),
                            USERS.node()))
                    .failure())
            .isPresent();
        byte[] back =
            Calls.assertSuccess(
                    noted(
                        executor.start(
                            FileDownload.of(target, 1000).command(deadline), USERS.node())))
                .content();
        assertThat(back).isEqualTo(FILE.bytes());

        FileView view =
            transport
                .openFiles(USERS.node(), deadline)
                .toCompletableFuture()
                .get(LONG.toSeconds(), TimeUnit.SECONDS);
        Outcome<byte[]> read = view.read(target, 0, 100, deadline);
        assertThat(Calls.assertSuccess(read)).isEqualTo(FILE.bytes());
        seen.append(read);
        view.close();
      }
      seen.append(Files.readString(record));
      assertNowhere(List.of(FILE), log);
    }
  }
}
