package dog.rebe.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.command.Command;
import dog.rebe.command.Limits;
import dog.rebe.command.StandardInput;
import dog.rebe.execution.ExchangeEnd;
import dog.rebe.outcome.CapturedOutput;
import dog.rebe.outcome.ExitSignal;
import dog.rebe.outcome.ExitStatus;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Commands on a real OpenSSH server. */
class SshTransportTest {

  private static final Limits LIMITS = Awaiting.unhurried(1 << 20);

  @RegisterExtension static final RealNode SERVER = new RealNode();

  private static SshTransport transport;

  @BeforeAll
  static void connect() throws Exception {
    transport = SERVER.transport().build();
  }

  @AfterAll
  static void disconnect() {
    transport.close();
  }

  private static Command<CapturedOutput> command(String program, String... arguments) {
    return Command.of(program, arguments).readOnly().limits(LIMITS);
  }

  private static Recorder run(Command<?> command) {
    return Recorder.run(transport, SERVER.node(), command);
  }

  @Test
  void bringsOutputAndExitStatus() throws Exception {
    Recorder run = run(command("sh", "-c", "echo out; echo err >&2; exit 3"));

    assertThat(run.end()).isEqualTo(new ExchangeEnd.Exited(new ExitStatus(3)));
    assertThat(run.stdout()).isEqualTo("out\n");
    assertThat(run.stderr()).isEqualTo("err\n");
    assertThat(run.isCommitted()).isTrue();
    assertThat(run.isAccepted()).isTrue();
  }

  @Test
  @Tag("fault-5")
  void namesTheSignalThatEndedTheProcess() throws Exception {
    Recorder run = run(command("sh", "-c", "kill -s KILL $$"));

    assertThat(run.end()).isEqualTo(new ExchangeEnd.Exited(new ExitSignal("KILL")));
  }

  @Test
  @Tag("fault-68")
  @Tag("fault-69")
  @Tag("fault-70")
  void carriesEveryByteOfAnArgument() throws Exception {
    String nasty = "; $(id) `id` \"'\\ * ? [a] ~ #x\n-n --\t!! {a,b} é";
    Recorder run = run(command("printf", "%s|", nasty, "-e", ""));

    assertThat(run.end()).isEqualTo(new ExchangeEnd.Exited(new ExitStatus(0)));
    assertThat(run.stdout()).isEqualTo(nasty + "|-e||");
  }

  @Test
  void writesStandardInputAndClosesIt() throws Exception {
    byte[] input = "a line\nand another".getBytes(StandardCharsets.UTF_8);
    Recorder run = run(command("cat").input(StandardInput.of(input)));

    assertThat(run.end()).isEqualTo(new ExchangeEnd.Exited(new ExitStatus(0)));
    assertThat(run.stdoutBytes()).isEqualTo(input);
  }

  @Test
  void usesOneSessionForCommandsOneAfterTheOther() throws Exception {
    PoolStatistics before = transport.poolStatistics();
    run(command("true")).end();
    run(command("true")).end();
    PoolStatistics after = transport.poolStatistics();

    assertThat(after.opened() - before.opened()).isLessThanOrEqualTo(1);
    assertThat(after.reused() - before.reused()).isGreaterThanOrEqualTo(1);
  }
}
