package dog.rebe.protocol.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dog.rebe.change.CommandDigest;
import dog.rebe.command.Argument;
import dog.rebe.command.Batch;
import dog.rebe.command.BatchMember;
import dog.rebe.command.Command;
import dog.rebe.command.Effect;
import dog.rebe.command.EnvironmentValue;
import dog.rebe.command.Limits;
import dog.rebe.command.Repetition;
import dog.rebe.command.RunAs;
import dog.rebe.command.Secret;
import dog.rebe.command.StandardInput;
import dog.rebe.node.NodeId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Commands arrive as they were sent: their digest, which covers all of them, is the same. */
final class CommandMessageProperties {

  private static final CommandReading READING = new CommandReading(StandardInput.none());
  private static final Secret SENT = Secret.of("sent", name -> new byte[] {1});
  private static final Secret HELD = Secret.of("held", AgentSecret.MARK);

  @Property(tries = 2_000)
  void arriveWhole(@ForAll long seed) {
    Command<?> command = randomCommand(new SplittableRandom(seed));
    Command<?> arrived = READING.read(CommandMessage.of(command));

    assertThat(CommandDigest.of(arrived, new NodeId("n")))
        .isEqualTo(CommandDigest.of(command, new NodeId("n")));
    assertThat(arrived.effect()).isEqualTo(command.effect());
    assertThat(arrived.limits()).isEqualTo(command.limits());
    assertThat(arrived.acceptedExits()).isEqualTo(command.acceptedExits());
  }

  private static Command<?> randomCommand(SplittableRandom random) {
    Limits limits =
        Limits.of(Duration.ofNanos(2 + random.nextLong(1L << 40)), 1 + random.nextInt(1 << 20))
            .withAttemptTimeout(Duration.ofNanos(1))
            .withGrace(Duration.ofNanos(random.nextInt(1_000)));
    Command<?> command = stage(random).limits(limits);
    if (random.nextBoolean()) {
      command = command.directory("/d" + random.nextInt());
    }
    if (random.nextBoolean()) {
      command = command.asUser(random.nextBoolean() ? RunAs.sudo("root") : RunAs.doas("op"));
    }
    if (random.nextBoolean()) {
      command = command.environment("PLAIN", "it's\n$x").environment("EMPTY", "");
      command = command.environment("HIDDEN", EnvironmentValue.of(HELD));
    }
    if (random.nextBoolean()) {
      command = command.acceptExits(random.nextInt(256), random.nextInt(256));
    }
    return switch (random.nextInt(3)) {
      case 0 -> command.input(StandardInput.of(bytes(random)));
      case 1 -> command.input(StandardInput.secret(SENT));
      default -> command;
    };
  }

  private static Command.NeedsLimits stage(SplittableRandom random) {
    Effect effect =
        List.of(
                Effect.READ_ONLY,
                Effect.changes(Repetition.ONCE),
                Effect.changes(Repetition.REPEATABLE),
                Effect.destroys(Repetition.REPEATABLE),
                Effect.UNKNOWN)
            .get(random.nextInt(5));
    return switch (random.nextInt(3)) {
      case 0 -> Command.script("echo " + random.nextInt() + "\nä").effect(effect);
      case 1 ->
          Command.of(
              new Batch(
                  List.of(
                      new BatchMember("a", "x", Duration.ofSeconds(1), 5, BatchMember.Kind.INLINE),
                      new BatchMember(
                          "b", "", Duration.ofNanos(7), 9, BatchMember.Kind.SEPARATE))));
      default -> {
        List<Argument> arguments = new ArrayList<>();
        arguments.add(Argument.of("program"));
        for (int i = 0; i < random.nextInt(5); i++) {
          arguments.add(Argument.of(bytes(random)));
        }
        arguments.add(Argument.secretFile(random.nextBoolean() ? SENT : HELD));
        yield Command.of(arguments).effect(effect);
      }
    };
  }

  private static byte[] bytes(SplittableRandom random) {
    byte[] bytes = new byte[random.nextInt(300)];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (1 + random.nextInt(255));
    }
    return bytes;
  }

  @Example
  void carryNoValueOfASecret() {
    byte[] value = "canary".getBytes(StandardCharsets.UTF_8);
    Secret secret = Secret.of("name", any -> value.clone());
    Command<?> command =
        Command.of(List.of(Argument.of("x"), Argument.secretFile(secret)))
            .readOnly()
            .limits(Limits.of(Duration.ofSeconds(1), 1))
            .input(StandardInput.secret(secret))
            .environment("A", EnvironmentValue.of(secret));

    assertThat(new String(CommandMessage.of(command).toByteArray(), StandardCharsets.ISO_8859_1))
        .doesNotContain("canary");
  }

  @Example
  void isRefusedWhereItIsOfAKindThatIsNotKnown() {
    dog.rebe.protocol.wire.Command later =
        dog.rebe.protocol.wire.Command.newBuilder()
            .setLimits(
                dog.rebe.protocol.wire.Limits.newBuilder()
                    .setDeadlineNanos(1)
                    .setStdoutBytes(1)
                    .setStderrBytes(1))
            .build();

    assertThatThrownBy(() -> READING.read(later))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("does not know");
  }
}
