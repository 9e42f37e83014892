package dog.rebe.execution;

import static dog.rebe.execution.Simulation.failure;
import static dog.rebe.execution.Simulation.limits;
import static dog.rebe.testkit.Script.accept;
import static dog.rebe.testkit.Script.commit;
import static dog.rebe.testkit.Script.exit;
import static dog.rebe.testkit.Script.stderr;
import static dog.rebe.testkit.Script.stdout;
import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.command.Command;
import dog.rebe.command.Decoder;
import dog.rebe.command.EnvironmentValue;
import dog.rebe.command.JsonDecoder;
import dog.rebe.command.KeyValueDecoder;
import dog.rebe.command.LineDecoder;
import dog.rebe.command.Secret;
import dog.rebe.outcome.Failure;
import dog.rebe.outcome.FailureKind;
import dog.rebe.testkit.Script;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import org.junit.jupiter.api.Test;

/** A node that repeats a secret does not bring it into detail, explanation or chronicle. */
final class SecretsInWordsTest {

  /** What a program prints. */
  public record Numbers(int port) {}

  private static final List<Decoder<?>> DECODERS =
      List.of(
          KeyValueDecoder.equalsSign().required("PORT"),
          KeyValueDecoder.colon().required("PORT"),
          JsonDecoder.of(Numbers.class),
          LineDecoder.of(Integer::parseInt),
          Decoder.text().map(Integer::parseInt));

  @Provide
  Arbitrary<String> secrets() {
    return Arbitraries.strings()
        .withCharRange('!', ')')
        .withCharRange('+', '~')
        .withChars("ä\u001b\u202e")
        .ofMinLength(6)
        .ofMaxLength(120)
        .map(middle -> "Q7" + middle + "7Q");
  }

  private static Command<?> command(String secret, Decoder<?> decoder) {
    return Command.of("login")
        .readOnly()
        .limits(limits())
        .environment(
            "PW",
            EnvironmentValue.of(Secret.of("pw", name -> secret.getBytes(StandardCharsets.UTF_8))))
        .decode(decoder);
  }

  private static void assertSilent(String secret, Script script, Decoder<?> decoder) {
    try (Simulation simulation = Simulation.of(request -> script)) {
      Failure<?> failure = failure(simulation.run(command(secret, decoder)));

      String head = secret.substring(0, (secret.length() + 1) / 2);
      String told = failure.detail() + failure.explanation() + simulation.chronicle.all;
      assertThat(told).doesNotContain(secret).doesNotContain(head);
    }
  }

  @Property(tries = 200)
  @Tag("fault-72")
  void whateverDecoderDoesNotUnderstandIt(@ForAll("secrets") String secret) {
    for (Decoder<?> decoder : DECODERS) {
      assertSilent(secret, Script.of(commit(), accept(), stdout(secret + "\n"), exit(0)), decoder);
    }
  }

  @Property(tries = 200)
  @Tag("fault-72")
  void whenTheProgramComplainsOfIt(@ForAll("secrets") String secret) {
    Script complaint =
        Script.of(commit(), accept(), stderr("bad password " + secret + "\n"), exit(1));
    assertSilent(secret, complaint, Decoder.text());
  }

  @Test
  void theExplanationStillTellsTheRest() {
    Script complaint = Script.of(commit(), accept(), stderr("bad password s3cr3t-p4ss\n"), exit(1));
    try (Simulation simulation = Simulation.of(request -> complaint)) {
      Failure<?> failure = failure(simulation.run(command("s3cr3t-p4ss", Decoder.text())));

      assertThat(failure.kind()).isEqualTo(FailureKind.NONZERO_EXIT);
      assertThat(failure.explanation().toString()).contains("“bad password ***”");
      assertThat(failure.evidence().output().stderr().utf8()).as("raw").contains("s3cr3t-p4ss");
    }
  }

  @Test
  void aSecretOfAnEarlierAttemptIsHiddenToo() {
    int[] fetched = {0};
    Secret rotating =
        Secret.of(
            "pw", name -> ("rotated-" + fetched[0]++ + "-pass").getBytes(StandardCharsets.UTF_8));
    Command<?> command =
        Command.of("login")
            .readOnly()
            .limits(limits())
            .environment("PW", EnvironmentValue.of(rotating))
            .decode(Decoder.text());
    Script last = Script.of(commit(), accept(), stderr("rotated-0-pass is old\n"), exit(1));
    try (Simulation simulation =
        Simulation.of(Simulation.inTurn(Script.refuses(FailureKind.UNREACHABLE), last))) {
      Failure<?> failure = failure(simulation.run(command));

      assertThat(fetched[0]).isEqualTo(2);
      assertThat(failure.explanation().toString()).contains("“*** is old”");
    }
  }
}
