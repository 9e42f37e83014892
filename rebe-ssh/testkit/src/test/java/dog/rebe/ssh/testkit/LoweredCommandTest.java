package dog.rebe.ssh.testkit;

import static dog.rebe.ssh.testkit.Awaiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.command.Batch;
import dog.rebe.command.BatchAnswer;
import dog.rebe.command.BatchDecoder;
import dog.rebe.command.BatchMember;
import dog.rebe.command.BatchResult;
import dog.rebe.command.Command;
import dog.rebe.command.DecodeException;
import dog.rebe.command.EnvironmentValue;
import dog.rebe.command.HeaderReader;
import dog.rebe.command.Limits;
import dog.rebe.command.LoweredCommand;
import dog.rebe.command.ProcessGroup;
import dog.rebe.command.RunAs;
import dog.rebe.command.Secret;
import dog.rebe.command.SecretValues;
import dog.rebe.command.ShellDialect;
import dog.rebe.command.StandardInput;
import dog.rebe.outcome.CapturedOutput;
import dog.rebe.outcome.CapturedStream;
import dog.rebe.outcome.ExitStatus;
import dog.rebe.outcome.FailureKind;
import dog.rebe.ssh.testkit.PlainClient.Ended;
import dog.rebe.ssh.testkit.leak.LeakCheck;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.session.ClientSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What rebe's own scripts find on an embedded node: the same as on a real one. */
class LoweredCommandTest {

  private static final Limits LIMITS = Limits.of(Duration.ofSeconds(5), 100_000);
  private static final String NONCE = "0123456789abcdef0123456789abcdef";

  @RegisterExtension final LeakCheck leaks = LeakCheck.strict();

  private EmbeddedNode node;
  private PlainClient client;

  @BeforeEach
  void start() throws IOException {
    EmbeddedFleet fleet =
        leaks.fleet(
            NodeDefinition.of("router", SimulatedSystem.openWrt())
                .file("/srv/data/list", "one\n")
                .member("dead", Answer.printing("half").hanging())
                .member("well", Answer.printing("all\n"))
                .member("sick", Answer.silent().exiting(3)));
    node = fleet.node("router");
    client = leaks.closing(new PlainClient(fleet));
  }

  private static LoweredCommand lower(Command<?> command) {
    return LoweredCommand.lower(command, SecretValues.none(), NONCE);
  }

  private Heard hear(Command<?> command, ShellDialect dialect) throws IOException {
    LoweredCommand lowered = lower(command);
    Ended ended = client.run(node, utf8(dialect.commandLine(lowered)));
    return Heard.of(ended);
  }

  private Heard hear(Command<?> command) throws IOException {
    return hear(command, ShellDialect.POSIX);
  }

  @Test
  void announcesTheProcessGroupBeforeTheOutput() throws IOException {
    Heard heard = hear(Command.of("echo", "it's", "$HOME", "ö").readOnly().limits(LIMITS));
    assertThat(heard.output).isEqualTo("it's $HOME ö\n");
    assertThat(heard.header.group()).get().extracting(ProcessGroup::id).isEqualTo(1001L);
    assertThat(heard.header.started()).isTrue();
    assertThat(node.executions()).containsExactly(new Execution("echo it's $HOME ö", 1001));
  }

  @Test
  void tellsItsDialectToWhoAsks() throws IOException {
    Heard heard = hear(Command.of("true").readOnly().limits(LIMITS), ShellDialect.ANY);
    assertThat(heard.header.dialect()).contains(ShellDialect.POSIX);
    assertThat(heard.ended.status()).isZero();
  }

  @Test
  void saysThatAProgramIsMissing() throws IOException {
    Heard heard = hear(Command.of("apt-get", "update").readOnly().limits(LIMITS));
    assertThat(heard.header.refusal()).contains(FailureKind.PROGRAM_NOT_FOUND);
    assertThat(heard.header.started()).isFalse();
    assertThat(heard.ended.status()).isEqualTo(1);
    assertThat(heard.output).isEmpty();
  }

  @Test
  void runsSimpleScriptsAndSaysThatItRunsNoOthers() throws IOException {
    assertThat(hear(Command.script("echo plain").readOnly().limits(LIMITS)).output)
        .isEqualTo("plain\n");
    Heard heard = hear(Command.script("for i in 1 2; do echo $i; done").readOnly().limits(LIMITS));
    assertThat(heard.ended.status()).isEqualTo(127);
    assertThat(heard.ended.err()).contains("simulated");
  }

  @Test
  void refusesAFolderThatIsNotThere() throws IOException {
    Command<?> pwd = Command.of("true").readOnly().limits(LIMITS);
    Heard heard = hear(pwd.directory("/srv/nowhere"));
    assertThat(heard.header.refusal()).contains(FailureKind.DIRECTORY_UNAVAILABLE);
    assertThat(node.statistics().executions()).isZero();
    assertThat(hear(pwd.directory("/srv/data")).ended.status()).isZero();
  }

  @Test
  void becomesAnotherUserUnlessItRefuses() throws IOException {
    Command<?> asRoot = Command.of("whoami").readOnly().limits(LIMITS).asUser(RunAs.sudo("root"));
    assertThat(hear(asRoot).ended.status()).isZero();
    node.become(Fault.refusesRunAs());
    Heard refused = hear(asRoot);
    assertThat(refused.header.notStarted()).contains(FailureKind.RUN_AS_REFUSED);
    assertThat(refused.ended.err()).contains("a password is required");
  }

  @Test
  void hasNoLoginShellAtAll() throws IOException {
    node.become(Fault.noLoginShell());
    Heard heard = hear(Command.of("true").readOnly().limits(LIMITS));
    assertThat(heard.header.notStarted()).contains(FailureKind.UNSUPPORTED_SHELL);
    assertThat(heard.ended.out()).contains("not available");
  }

  @Test
  void printsWhatACarelessStartUpFilePrints() throws IOException {
    node.become(Fault.noisyLogin("Welcome!\n"));
    Heard heard = hear(Command.of("echo", "x").readOnly().limits(LIMITS));
    assertThat(heard.output).isEqualTo("x\n");
    assertThat(heard.header.preamble()).isEqualTo("Welcome!\n");
  }

  @Test
  void keepsSecretsOutOfTheInputOfTheCommand() throws IOException {
    Secret token = Secret.of("token", name -> utf8Bytes("hush"));
    Command<?> cat =
        Command.of("cat")
            .readOnly()
            .limits(LIMITS)
            .environment("TOKEN", EnvironmentValue.of(token))
            .input(StandardInput.of(utf8Bytes("own input")));
    LoweredCommand lowered =
        LoweredCommand.lower(cat, SecretValues.of(Map.of("token", utf8Bytes("hush"))), NONCE);
    try (ClientSession session = client.login(node)) {
      Ended ended =
          client.run(
              session,
              utf8(ShellDialect.POSIX.commandLine(lowered)),
              utf8(lowered.inputPrefix()) + "own input");
      assertThat(Heard.of(ended).output).isEqualTo("own input");
    }
    assertThat(node.executions().toString()).doesNotContain("hush");
  }

  @Test
  void framesEveryMemberOfABatch() throws IOException, DecodeException {
    Batch batch =
        new Batch(List.of(member("well"), member("sick"), member("dead"), member("nonsense")));
    Heard heard = hear(Command.of(batch).limits(LIMITS));
    BatchResult result =
        BatchDecoder.of(batch).decode(heard.captured(), new ExitStatus(heard.ended.status()));
    assertThat(result.answers().values())
        .extracting(BatchAnswer::status)
        .containsExactly(
            BatchAnswer.Status.COMPLETED,
            BatchAnswer.Status.COMPLETED,
            BatchAnswer.Status.TIMED_OUT,
            BatchAnswer.Status.COMPLETED);
    assertThat(result.answers().get("well").output().utf8()).isEqualTo("all\n");
    assertThat(result.answers().get("sick").exit()).hasValue(3);
    assertThat(result.answers().get("nonsense").exit()).hasValue(127);
  }

  @Test
  void endsAProcessGroupWhenItIsTold() throws IOException {
    LoweredCommand sleep = lower(Command.of("sleep", "1000").readOnly().limits(LIMITS));
    try (ClientSession session = client.login(node);
        ChannelExec channel =
            session.createExecChannel(utf8(ShellDialect.POSIX.commandLine(sleep)))) {
      channel.open().verify(PlainClient.PATIENCE);
      await().until(() -> node.running().size() == 1);
      ProcessGroup group = ProcessGroup.of(node.running().get(0).process(), "0");
      Ended end = client.run(session, group.endScript(Duration.ofSeconds(1), Optional.empty()), "");
      assertThat(ProcessGroup.confirmed(end.out())).isTrue();
      await().until(() -> "TERM".equals(channel.getExitSignal()));
      assertThat(node.running()).isEmpty();
    }
  }

  @Test
  void keepsProcessesThatDoNotEnd() throws IOException {
    node.become(Fault.keepsProcesses(), Fault.hangsInCommand(0));
    LoweredCommand hangs = lower(Command.of("true").readOnly().limits(LIMITS));
    try (ClientSession session = client.login(node);
        ChannelExec channel =
            session.createExecChannel(utf8(ShellDialect.POSIX.commandLine(hangs)))) {
      channel.open().verify(PlainClient.PATIENCE);
      await().until(() -> node.running().size() == 1);
      ProcessGroup group = ProcessGroup.of(node.running().get(0).process(), "0");
      Ended end = client.run(session, group.endScript(Duration.ofSeconds(1), Optional.empty()), "");
      assertThat(end.out()).isNotEmpty();
      assertThat(ProcessGroup.confirmed(end.out())).isFalse();
    }
    node.endProcesses();
  }

  private static BatchMember member(String name) {
    return new BatchMember(
        name, "echo " + name, Duration.ofSeconds(1), 1000, BatchMember.Kind.SEPARATE);
  }

  private static byte[] utf8Bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String utf8(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** Output with its header taken off. */
  private record Heard(Ended ended, HeaderReader header, String output) {
    static Heard of(Ended ended) {
      HeaderReader reader = new HeaderReader(NONCE);
      ByteBuffer own = reader.feed(ByteBuffer.wrap(ended.out().getBytes(StandardCharsets.UTF_8)));
      return new Heard(ended, reader, StandardCharsets.UTF_8.decode(own).toString());
    }

    CapturedOutput captured() {
      byte[] bytes = output.getBytes(StandardCharsets.UTF_8);
      return new CapturedOutput(CapturedStream.of(bytes), CapturedStream.empty());
    }
  }
}
