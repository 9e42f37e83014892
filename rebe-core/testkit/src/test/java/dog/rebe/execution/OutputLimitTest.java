package dog.rebe.execution;

import static dog.rebe.execution.Simulation.failure;
import static dog.rebe.testkit.Script.accept;
import static dog.rebe.testkit.Script.commit;
import static dog.rebe.testkit.Script.exit;
import static dog.rebe.testkit.Script.flood;
import static dog.rebe.testkit.Script.hang;
import static dog.rebe.testkit.Script.stderr;
import static dog.rebe.testkit.Script.stdout;
import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.command.Command;
import dog.rebe.command.Decoder;
import dog.rebe.command.Limits;
import dog.rebe.outcome.CapturedOutput;
import dog.rebe.outcome.CapturedStream;
import dog.rebe.outcome.Delivery;
import dog.rebe.outcome.ExitStatus;
import dog.rebe.outcome.Failure;
import dog.rebe.outcome.FailureKind;
import dog.rebe.outcome.Outcome;
import dog.rebe.testkit.Script;
import dog.rebe.testkit.ScriptStep;
import dog.rebe.testkit.StopAnswer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is kept of output, and what happens where it is too much. */
final class OutputLimitTest {

  private static Command<CapturedOutput> limited(long stdoutBytes, long stderrBytes) {
    return Command.of("cat")
        .readOnly()
        .limits(Limits.of(Duration.ofSeconds(5), stdoutBytes).withStderrBytes(stderrBytes));
  }

  @Test
  @Tag("fault-2")
  void stopsEndlessOutputAtExactlyTheLimit() {
    Script script = Script.of(commit(), accept(), flood(OutputStreamName.STDOUT, 300), hang());
    try (Simulation simulation = Simulation.of(request -> script)) {
      Failure<?> failure = failure(simulation.run(limited(1_000, 10)));

      assertThat(failure.kind()).isEqualTo(FailureKind.OUTPUT_LIMIT);
      assertThat(failure.delivery()).isEqualTo(Delivery.STOPPED);
      assertThat(failure.evidence().output().stdout().size()).isEqualTo(1_000);
      assertThat(failure.evidence().output().stdout().isCut()).isTrue();
      assertThat(failure.evidence().output().stderr().isCut()).isFalse();
      assertThat(failure.evidence().elapsed()).isZero();
      assertThat(simulation.transport.attempts()).as("no retry").isEqualTo(1);
    }
  }

  @Test
  @Tag("fault-2")
  void stopsEndlessErrorsAtExactlyTheLimit() {
    Script script = Script.of(commit(), accept(), flood(OutputStreamName.STDERR, 7), hang());
    try (Simulation simulation = Simulation.of(request -> script)) {
      Failure<?> failure = failure(simulation.run(limited(1_000, 10)));

      assertThat(failure.kind()).isEqualTo(FailureKind.OUTPUT_LIMIT);
      assertThat(failure.evidence().output().stderr().bytes())
          .containsExactly(0, 0, 0, 0, 0, 0, 0, 1, 0, 0);
    }
  }

  @Test
  @Tag("fault-2")
  void stopsOnlyTheCallWhoseOutputIsTooMuch() {
    Script endless = Script.of(commit(), accept(), flood(OutputStreamName.STDOUT, 64));
    try (Simulation simulation =
        Simulation.of(
            request ->
                request.command().limits().stdoutBytes() == 100
                    ? endless
                    : Script.of(
                        commit(),
                        accept(),
                        Script.pause(Duration.ofSeconds(1)),
                        stdout("fine"),
                        exit(0)))) {
      Call<CapturedOutput> neighbour =
          simulation.executor.start(limited(1_000, 10), Simulation.NODE);
      failure(simulation.run(limited(100, 10)));

      assertThat(simulation.finish(neighbour).value()).isPresent();
    }
  }

  @Test
  void takesOutputThatJustFits() {
    try (Simulation simulation = Simulation.of(request -> Script.answers("12345"))) {
      Outcome<String> outcome = simulation.run(limited(5, 1).decode(Decoder.text()));

      assertThat(outcome.value()).contains("12345");
      assertThat(outcome.evidence().output().isCut()).isFalse();
    }
  }

  @Test
  void neverDecodesCutOutputThoughTheCommandEndedWell() {
    Script script =
        Script.of(commit(), accept(), stdout("123456"), hang())
            .withStop(new StopAnswer.Exited(new ExitStatus(0)));
    try (Simulation simulation = Simulation.of(request -> script)) {
      Failure<String> failure = failure(simulation.run(limited(5, 1).decode(Decoder.text())));

      assertThat(failure.kind()).isEqualTo(FailureKind.OUTPUT_CUT);
      assertThat(failure.delivery()).isEqualTo(Delivery.COMPLETED);
      assertThat(failure.evidence().output().stdout().utf8()).isEqualTo("12345");
    }
  }

  @Test
  void handsCutOutputToADecoderThatCopes() {
    Script script =
        Script.of(commit(), accept(), stdout("123456"), hang())
            .withStop(new StopAnswer.Exited(new ExitStatus(0)));
    try (Simulation simulation = Simulation.of(request -> script)) {
      Outcome<CapturedOutput> outcome = simulation.run(limited(5, 1));

      assertThat(outcome.value().orElseThrow().stdout().utf8()).isEqualTo("12345");
      assertThat(outcome.evidence().output().isCut()).isTrue();
    }
  }

  @Test
  @Tag("fault-3")
  void inventsNoReplacementCharacterWhereTheLimitSplitsOne() {
    Script script = Script.of(commit(), accept(), stdout("aä"), hang());
    try (Simulation simulation = Simulation.of(request -> script)) {
      CapturedStream kept = failure(simulation.run(limited(2, 1))).evidence().output().stdout();

      assertThat(kept.bytes()).containsExactly('a', 0xc3);
      assertThat(kept.isUtf8()).isFalse();
    }
  }

  @Test
  @Tag("fault-7")
  void hasAllOutputBeforeTheOutcome() {
    List<ScriptStep> steps = new ArrayList<>(List.of(commit(), accept()));
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < 100; i++) {
      steps.add(stdout("line " + i + "\n"));
      all.append("line ").append(i).append('\n');
    }
    steps.add(exit(0));
    Script script = new Script(steps, new StopAnswer.Never());
    try (Simulation simulation = Simulation.of(request -> script)) {
      assertThat(simulation.run(limited(10_000, 1).decode(Decoder.text())).value())
          .contains(all.toString());
    }
  }

  @Test
  @Tag("fault-8")
  void boundsOneHugeLine() {
    Script script = Script.of(commit(), accept(), stdout("x".repeat(1_000_000)), hang());
    try (Simulation simulation = Simulation.of(request -> script)) {
      Failure<?> failure = failure(simulation.run(limited(65_536, 1)));

      assertThat(failure.evidence().output().stdout().size()).isEqualTo(65_536);
    }
  }

  @Property(tries = 300)
  void keepsExactlyTheFirstBytesOfEachStream(
      @ForAll @Size(max = 20) List<@IntRange(min = 1, max = 50) Integer> chunks,
      @ForAll @IntRange(min = 1, max = 400) int stdoutLimit,
      @ForAll @IntRange(min = 1, max = 400) int stderrLimit) {
    StringBuilder out = new StringBuilder();
    StringBuilder err = new StringBuilder();
    List<ScriptStep> steps = new ArrayList<>(List.of(commit(), accept()));
    boolean over = false;
    for (int i = 0; i < chunks.size(); i++) {
      String chunk = String.valueOf((char) ('a' + i)).repeat(chunks.get(i));
      boolean toStdout = i % 3 != 0;
      steps.add(toStdout ? stdout(chunk) : stderr(chunk));
      if (!over) {
        (toStdout ? out : err).append(chunk);
        over = out.length() > stdoutLimit || err.length() > stderrLimit;
      }
    }
    steps.add(exit(0));
    Script script = new Script(steps, new StopAnswer.Confirmed(Duration.ZERO));
    try (Simulation simulation = Simulation.of(request -> script)) {
      Outcome<CapturedOutput> outcome = simulation.run(limited(stdoutLimit, stderrLimit));

      CapturedOutput kept = outcome.value().orElseGet(() -> failure(outcome).evidence().output());
      assertThat(kept.stdout().bytes()).isEqualTo(first(out, stdoutLimit));
      assertThat(kept.stderr().bytes()).isEqualTo(first(err, stderrLimit));
      assertThat(kept.isCut()).isEqualTo(over);
      assertThat(outcome.value().isPresent()).isEqualTo(!over);
    }
  }

  private static byte[] first(StringBuilder text, int limit) {
    return text.substring(0, Math.min(limit, text.length())).getBytes(StandardCharsets.US_ASCII);
  }
}
