package dog.rebe.execution;

import static dog.rebe.execution.Simulation.failure;
import static dog.rebe.execution.Simulation.limits;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dog.rebe.command.Argument;
import dog.rebe.command.Command;
import dog.rebe.command.EnvironmentValue;
import dog.rebe.command.Secret;
import dog.rebe.command.SecretSource;
import dog.rebe.command.SecretValues;
import dog.rebe.command.StandardInput;
import dog.rebe.outcome.CapturedOutput;
import dog.rebe.outcome.Delivery;
import dog.rebe.outcome.Failure;
import dog.rebe.outcome.FailureKind;
import dog.rebe.testkit.Script;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Secrets come late, for each attempt anew, and are overwritten. */
final class SecretFetchTest {

  private static final String CANARY = "canary-8c1f";

  private final List<byte[]> fetched = new ArrayList<>();
  private final SecretSource source =
      name -> {
        byte[] value = (CANARY + name).getBytes(StandardCharsets.UTF_8);
        fetched.add(value);
        return value;
      };

  private Command<CapturedOutput> needing(SecretSource from) {
    return Command.of(List.of(Argument.of("login"), Argument.secretFile(Secret.of("file", from))))
        .readOnly()
        .limits(limits())
        .environment("TOKEN", EnvironmentValue.of(Secret.of("variable", from)))
        .input(StandardInput.secret(Secret.of("input", from)));
  }

  @Test
  void handsTheValuesToTheTransportAndOverwritesThemAfterwards() {
    List<String> seen = new ArrayList<>();
    try (Simulation simulation =
        Simulation.of(
            request -> {
              for (String name : List.of("file", "variable", "input")) {
                seen.add(
                    new String(
                        request.secrets().valueOf(Secret.of(name, source)),
                        StandardCharsets.UTF_8));
              }
              return Script.answers("");
            })) {
      assertThat(simulation.run(needing(source)).value()).isPresent();

      assertThat(seen).containsExactly(CANARY + "file", CANARY + "variable", CANARY + "input");
      assertThat(fetched).hasSize(3).allSatisfy(value -> assertThat(value).containsOnly(0));
    }
  }

  @Test
  void fetchesThemAnewForEachAttempt() {
    try (Simulation simulation =
        Simulation.of(
            Simulation.inTurn(Script.refuses(FailureKind.UNREACHABLE), Script.answers("")))) {
      simulation.run(needing(source));

      assertThat(fetched).hasSize(6);
    }
  }

  @Test
  void sendsNothingWhenASecretCannotBeHad() {
    SecretSource partly =
        name -> {
          if (name.equals("variable")) {
            throw new IOException("the vault is sealed");
          }
          return source.fetch(name);
        };
    try (Simulation simulation = Simulation.of(request -> Script.answers(""))) {
      Failure<?> failure = failure(simulation.run(needing(partly)));

      assertThat(failure.kind()).isEqualTo(FailureKind.SECRET_UNAVAILABLE);
      assertThat(failure.delivery()).isEqualTo(Delivery.NOT_STARTED);
      assertThat(failure.detail()).contains("variable").contains("the vault is sealed");
      assertThat(simulation.transport.attempts()).isZero();
      assertThat(fetched).allSatisfy(value -> assertThat(value).containsOnly(0));
    }
  }

  @Test
  @Tag("fault-72")
  void showsNothingOfASourceThatBreaks() {
    SecretSource broken =
        name -> {
          throw new IllegalStateException(CANARY);
        };
    try (Simulation simulation = Simulation.of(request -> Script.answers(""))) {
      Failure<?> failure = failure(simulation.run(needing(broken)));

      assertThat(failure.kind()).isEqualTo(FailureKind.SECRET_UNAVAILABLE);
      assertThat(failure.toString()).doesNotContain(CANARY);
    }
  }

  @Test
  @Tag("fault-72")
  void writesNoSecretIntoChronicleOrOutcome() {
    try (Simulation simulation = Simulation.of(request -> Script.exits(1))) {
      Failure<?> failure = failure(simulation.run(needing(source)));

      assertThat(failure.toString()).doesNotContain(CANARY);
      assertThat(simulation.chronicle.all.toString()).doesNotContain(CANARY).contains("***");
    }
  }

  @Test
  void refusesTwoDifferentSecretsOfOneName() {
    Secret one = Secret.of("pin", name -> new byte[] {'1'});
    Secret other = Secret.of("pin", name -> new byte[] {'2'});
    Command<CapturedOutput> command =
        Command.of(List.of(Argument.of("login"), Argument.secretFile(one)))
            .readOnly()
            .limits(limits());

    assertThat(command.input(StandardInput.secret(one)).secrets()).containsExactly(one);
    assertThatThrownBy(() -> command.input(StandardInput.secret(other)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Two different secrets are named 'pin'");
  }

  @Test
  void fetchesASecretThatIsUsedTwiceOnce() {
    Secret secret = Secret.of("file", source);
    Command<CapturedOutput> command =
        Command.of(List.of(Argument.of("login"), Argument.secretFile(secret)))
            .readOnly()
            .limits(limits())
            .input(StandardInput.secret(secret));
    try (Simulation simulation = Simulation.of(request -> Script.answers(""))) {
      simulation.run(command);
    }
    assertThat(fetched).hasSize(1);
  }

  /** A transport that was given up may still be about to write the command. */
  @Test
  void givesNoZerosToATransportThatReadsTooLate() {
    List<SecretValues> kept = new ArrayList<>();
    try (Simulation simulation =
        Simulation.of(
            request -> {
              kept.add(request.secrets());
              return Script.answers("");
            })) {
      simulation.run(needing(source));
    }
    assertThatThrownBy(() -> kept.get(0).valueOf(Secret.of("file", source)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("The attempt is over");
  }
}
