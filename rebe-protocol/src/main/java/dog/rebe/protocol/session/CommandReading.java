package dog.rebe.protocol.session;

import dog.rebe.command.Argument;
import dog.rebe.command.Batch;
import dog.rebe.command.BatchMember;
import dog.rebe.command.Command;
import dog.rebe.command.EnvironmentValue;
import dog.rebe.command.Limits;
import dog.rebe.command.OnDisconnect;
import dog.rebe.command.RunAs;
import dog.rebe.command.Secret;
import dog.rebe.command.SecretSource;
import dog.rebe.command.StandardInput;
import dog.rebe.outcome.CapturedOutput;
import dog.rebe.protocol.wire.BatchMemberKind;
import dog.rebe.protocol.wire.EnvironmentVariable;
import dog.rebe.protocol.wire.SecretName;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Commands as they came, in our own types, which check everything once more.
 *
 * <p>A secret whose value came along gets a source that gives nothing: the value stands beside the
 * command, for this attempt alone.
 */
final class CommandReading {

  private static final SecretSource CAME_ALONG =
      name -> {
        throw new IOException("The value came with the attempt, and is not kept");
      };

  private final StandardInput streamed;

  /**
   * Reads commands whose streamed input is this.
   *
   * @param streamed what an announced stream becomes
   */
  CommandReading(StandardInput streamed) {
    this.streamed = streamed;
  }

  /**
   * The command.
   *
   * @throws IllegalArgumentException if it is none, or says something that this version does not
   *     know; the message may be shown to the caller
   */
  Command<CapturedOutput> read(dog.rebe.protocol.wire.Command wire) {
    Command<CapturedOutput> command = stage(wire).limits(limits(wire.getLimits()));
    if (wire.hasInput()) {
      command = command.input(input(wire.getInput()));
    }
    for (EnvironmentVariable variable : wire.getEnvironmentList()) {
      command = command.environment(variable.getName(), value(variable));
    }
    if (wire.hasDirectory()) {
      command = command.directory(wire.getDirectory());
    }
    if (wire.hasRunAs()) {
      command = command.asUser(runAs(wire.getRunAs()));
    }
    if (wire.getAcceptedExitsCount() > 0) {
      command =
          command.acceptExits(
              wire.getAcceptedExitsList().stream().mapToInt(Integer::intValue).toArray());
    }
    if (!wire.getTitle().isEmpty()) {
      command = command.titled(wire.getTitle());
    }
    return switch (wire.getOnDisconnect()) {
      case ON_DISCONNECT_UNSPECIFIED, RUN_ON -> command;
      default -> command.onDisconnect(OnDisconnect.END);
    };
  }

  private static Command.NeedsLimits stage(dog.rebe.protocol.wire.Command wire) {
    return switch (wire.getInvocationCase()) {
      case ARGUMENTS ->
          Command.of(arguments(wire.getArguments().getArgumentsList()))
              .effect(EffectMessage.toEffect(wire.getEffect()));
      case SCRIPT ->
          Command.script(wire.getScript()).effect(EffectMessage.toEffect(wire.getEffect()));
      case BATCH -> Command.of(batch(wire.getBatch()));
      case INVOCATION_NOT_SET ->
          throw new IllegalArgumentException(
              "The command is of a kind that this version does not know");
    };
  }

  private static List<Argument> arguments(List<dog.rebe.protocol.wire.Argument> wire) {
    List<Argument> arguments = new ArrayList<>(wire.size());
    for (dog.rebe.protocol.wire.Argument each : wire) {
      arguments.add(
          switch (each.getValueCase()) {
            case LITERAL -> Argument.of(each.getLiteral().toByteArray());
            case SECRET_FILE -> Argument.secretFile(secret(each.getSecretFile()));
            case VALUE_NOT_SET ->
                throw new IllegalArgumentException(
                    "An argument is of a kind that this version does not know");
          });
    }
    return arguments;
  }

  private static Batch batch(dog.rebe.protocol.wire.Batch wire) {
    List<BatchMember> members = new ArrayList<>(wire.getMembersCount());
    for (dog.rebe.protocol.wire.BatchMember each : wire.getMembersList()) {
      members.add(
          new BatchMember(
              each.getName(),
              each.getScript(),
              Nanos.toDuration(each.getTimeoutNanos()),
              each.getOutputBytes(),
              each.getKind() == BatchMemberKind.INLINE
                  ? BatchMember.Kind.INLINE
                  : BatchMember.Kind.SEPARATE));
    }
    return new Batch(members);
  }

  private static Limits limits(dog.rebe.protocol.wire.Limits wire) {
    Duration deadline = Nanos.toDuration(wire.getDeadlineNanos());
    Duration attempt =
        wire.getAttemptTimeoutNanos() == 0
            ? deadline
            : Nanos.toDuration(wire.getAttemptTimeoutNanos());
    return new Limits(
        deadline,
        attempt,
        Nanos.toDuration(wire.getGraceNanos()),
        wire.getStdoutBytes(),
        wire.getStderrBytes());
  }

  private StandardInput input(dog.rebe.protocol.wire.StandardInput wire) {
    return switch (wire.getSourceCase()) {
      case BYTES -> StandardInput.of(wire.getBytes().toByteArray());
      case SECRET -> StandardInput.secret(secret(wire.getSecret()));
      case STREAMED -> streamed;
      case SOURCE_NOT_SET ->
          throw new IllegalArgumentException(
              "The standard input is of a kind that this version does not know");
    };
  }

  private static EnvironmentValue value(EnvironmentVariable wire) {
    return switch (wire.getValueCase()) {
      case PLAIN -> EnvironmentValue.of(wire.getPlain());
      case SECRET -> EnvironmentValue.of(secret(wire.getSecret()));
      case VALUE_NOT_SET ->
          throw new IllegalArgumentException(
              "The value of a variable is of a kind that this version does not know");
    };
  }

  static RunAs runAs(dog.rebe.protocol.wire.RunAs wire) {
    return switch (wire.getTool()) {
      case SUDO -> RunAs.sudo(wire.getUser());
      case DOAS -> RunAs.doas(wire.getUser());
      default ->
          throw new IllegalArgumentException(
              "The tool to change the user is none that this version knows");
    };
  }

  private static Secret secret(SecretName wire) {
    return Secret.of(wire.getName(), wire.getHeldByAgent() ? AgentSecret.MARK : CAME_ALONG);
  }
}
