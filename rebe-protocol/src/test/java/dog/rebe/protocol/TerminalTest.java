package dog.rebe.protocol;

import static dog.rebe.protocol.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dog.rebe.command.Command;
import dog.rebe.command.Limits;
import dog.rebe.command.Repetition;
import dog.rebe.execution.CommandExecutor;
import dog.rebe.execution.InteractiveSession;
import dog.rebe.execution.Terminal;
import dog.rebe.outcome.CapturedOutput;
import dog.rebe.outcome.ExitStatus;
import dog.rebe.outcome.Failure;
import dog.rebe.outcome.FailureKind;
import dog.rebe.protocol.negotiation.SessionOptions;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A person at a terminal of a real OpenSSH node, behind an agent. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
final class TerminalTest {

  @TempDir private Path folder;

  private JournalRegion region;
  private JournalRegion.Region agent;
  private CutOnDemand way;
  private AgentTransport through;
  private CommandExecutor executor;

  @BeforeEach
  void open() throws Exception {
    region = new JournalRegion(folder, SessionOptions.defaults());
    agent = region.agent();
    way = new CutOnDemand(agent.connector());
    through = region.through(way);
    executor = JournalRegion.executor(through);
  }

  @AfterEach
  void close() {
    executor.close();
    through.close();
    agent.close();
    region.close();
  }

  private InteractiveSession begin(String script) {
    Command<CapturedOutput> command =
        Command.script(script)
            .changes(Repetition.ONCE)
            .limits(Limits.of(Duration.ofSeconds(90), 1 << 20));
    return executor.interact(
        command, Terminal.of(80, 24), Duration.ofSeconds(60), JournalRegion.far());
  }

  private static String readUntil(InputStream screen, String end) throws Exception {
    StringBuilder shown = new StringBuilder();
    while (shown.indexOf(end) < 0) {
      int next = screen.read();
      assertThat(next).as("the screen goes on after: " + shown).isNotNegative();
      shown.append((char) next);
    }
    return shown.toString();
  }

  private static void type(InteractiveSession session, String text) throws Exception {
    session.keyboard().write(text.getBytes(StandardCharsets.US_ASCII));
  }

  @Test
  void aPersonTypesReadsAndResizes() throws Exception {
    InteractiveSession session =
        begin("stty size; read a; echo \"got <$a>\"; stty size; read b; exit 7");
    readUntil(session.screen(), "24 80");
    session.resize(100, 40);
    type(session, "hello\n");

    assertThat(readUntil(session.screen(), "40 100")).contains("got <hello>");
    type(session, "bye\n");
    assertThat(session.await().value()).contains(new ExitStatus(7));
  }

  @Test
  void whatIsTypedArrivesOnceThoughTheLinkIsCut() throws Exception {
    InteractiveSession session = begin("stty -echo; while read l; do echo \"<$l>\"; done");
    for (int i = 0; i < 10; i++) {
      if (i % 3 == 1) {
        way.cut();
      }
      type(session, "line-" + i + "\n");
      assertThat(readUntil(session.screen(), "<line-" + i + ">"))
          .doesNotContain("<line-" + (i - 1));
    }
    type(session, "\u0004");
    assertThat(session.await().value()).contains(new ExitStatus(0));
    assertThat(way.links()).isGreaterThan(1);
  }

  @Test
  void takesMoreThanTheWindowAtOnce() throws Exception {
    InteractiveSession session = begin("stty raw -echo; echo ready; head -c 200000 | wc -c");
    readUntil(session.screen(), "ready");
    type(session, "x".repeat(200_000));

    assertThat(readUntil(session.screen(), "200000")).endsWith("200000");
    assertThat(session.await().value()).contains(new ExitStatus(0));
  }

  @Test
  void hangsUpWhenThePersonLeaves() throws Exception {
    InteractiveSession session = begin("echo on; sleep 71");
    readUntil(session.screen(), "on");
    session.close();
    session.await();

    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                ProcessHandle.allProcesses()
                    .noneMatch(p -> p.info().commandLine().orElse("").endsWith("sleep 71")));
    assertThatThrownBy(() -> type(session, "x")).isInstanceOf(java.io.IOException.class);
  }

  @Test
  void isRefusedByAPolicyThatGivesNoTerminals() throws Exception {
    try (Agent strict =
        Agent.serving(region.ssh())
            .nodes(java.util.List.of(region.near()))
            .policy(AgentRules.readOnly().upTo(dog.rebe.command.Impact.CHANGES))
            .build()) {
      Path socket = folder.resolve("strict");
      strict.listen(dog.rebe.protocol.carrier.UnixSockets.listen(socket));
      try (AgentTransport there = region.through(dog.rebe.protocol.carrier.UnixSockets.to(socket));
          CommandExecutor plain = JournalRegion.executor(there)) {
        InteractiveSession session =
            plain.interact(
                Command.loginShell().readOnly().limits(Limits.of(Duration.ofSeconds(60), 1 << 20)),
                Terminal.of(80, 24),
                Duration.ofSeconds(60),
                JournalRegion.far());

        Failure<?> refused = session.await().failure().orElseThrow();
        assertThat(refused.kind()).isEqualTo(FailureKind.EXEC_REFUSED);
        assertThat(refused.detail()).contains("terminals");
      }
    }
  }
}
