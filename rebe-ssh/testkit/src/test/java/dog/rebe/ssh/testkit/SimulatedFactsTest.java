package dog.rebe.ssh.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.command.Command;
import dog.rebe.command.HeaderReader;
import dog.rebe.command.Limits;
import dog.rebe.command.LoweredCommand;
import dog.rebe.command.SecretValues;
import dog.rebe.command.ShellDialect;
import dog.rebe.facts.Fact;
import dog.rebe.facts.Facts;
import dog.rebe.facts.MachineFacts;
import dog.rebe.outcome.CapturedOutput;
import dog.rebe.outcome.CapturedStream;
import dog.rebe.outcome.ExitStatus;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The texts of every system are what the facts' readers understand, whatever a node's values are.
 */
class SimulatedFactsTest {

  private static final String NONCE = "0123456789abcdef0123456789abcdef";
  private static final Command<MachineFacts> FACTS =
      Facts.command(Limits.of(Duration.ofSeconds(30), Facts.OUTPUT_BYTES));
  private static final int NODES = 25;

  static List<SimulatedSystem> systems() {
    return SimulatedSystem.all();
  }

  @ParameterizedTest
  @MethodSource("systems")
  void tellsEveryFact(SimulatedSystem system) {
    assertThat(IntStream.range(0, NODES).mapToObj(i -> facts(system, "node-" + i)))
        .allSatisfy(
            facts ->
                assertThat(facts.byTopic().values())
                    .allSatisfy(fact -> assertThat(fact).isInstanceOf(Fact.Known.class)));
  }

  @ParameterizedTest
  @MethodSource("systems")
  void isItselfInItsFacts(SimulatedSystem system) {
    MachineFacts facts = facts(system, "itself");
    assertThat(facts.identity().value().orElseThrow().hostname()).isEqualTo("itself");
    assertThat(facts.identity().value().orElseThrow().os().prettyName())
        .isEqualTo(system.description());
  }

  private static MachineFacts facts(SimulatedSystem system, String id) {
    try {
      byte[] line =
          ShellDialect.POSIX.commandLine(LoweredCommand.lower(FACTS, SecretValues.none(), NONCE));
      NodeState node = new NodeState(NodeDefinition.of(id, system), 1, Clock.systemUTC());
      Job job = node.shell().job(new String(line, StandardCharsets.UTF_8), Optional.empty());
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      all.writeBytes(job.preamble());
      all.writeBytes(job.program().run(job.arguments(), new byte[0]).output());
      ByteBuffer own = new HeaderReader(NONCE).feed(ByteBuffer.wrap(all.toByteArray()));
      byte[] output = new byte[own.remaining()];
      own.get(output);
      return FACTS
          .decoder()
          .decode(
              new CapturedOutput(CapturedStream.of(output), CapturedStream.empty()),
              new ExitStatus(0));
    } catch (Exception broken) {
      throw new AssertionError(broken);
    }
  }
}
