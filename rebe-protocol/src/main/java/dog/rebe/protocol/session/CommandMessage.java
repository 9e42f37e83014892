package dog.rebe.protocol.session;

import com.google.protobuf.ByteString;
import dog.rebe.command.Argument;
import dog.rebe.command.Batch;
import dog.rebe.command.BatchMember;
import dog.rebe.command.Command;
import dog.rebe.command.EnvironmentValue;
import dog.rebe.command.Invocation;
import dog.rebe.command.Limits;
import dog.rebe.command.OnDisconnect;
import dog.rebe.command.RunAs;
import dog.rebe.command.Secret;
import dog.rebe.command.StandardInput;
import dog.rebe.protocol.wire.ArgumentList;
import dog.rebe.protocol.wire.BatchMemberKind;
import dog.rebe.protocol.wire.EnvironmentVariable;
import dog.rebe.protocol.wire.RunAsTool;
import dog.rebe.protocol.wire.SecretName;
import dog.rebe.protocol.wire.StreamedInput;
import java.util.ArrayList;
import java.util.List;

/** Our commands as they travel. The whole of what goes out is here; what comes in is beside it. */
final class CommandMessage {

  /** Longer input travels in frames of its own. */
  static final int MAX_INLINE_INPUT = 32_768;

  private CommandMessage() {}

  static dog.rebe.protocol.wire.Command of(Command<?> command) {
    dog.rebe.protocol.wire.Command.Builder wire =
        dog.rebe.protocol.wire.Command.newBuilder()
            .setEffect(EffectMessage.of(command.effect()))
            .setLimits(limits(command.limits()));
    invocation(wire, command.invocation());
    input(command).ifPresentSet(wire);
    command.environment().forEach((name, value) -> wire.addEnvironment(variable(name, value)));
    command.directory().ifPresent(wire::setDirectory);
    command.runAs().ifPresent(user -> wire.setRunAs(runAs(user)));
    wire.addAllAcceptedExits(command.acceptedExits());
    command.title().ifPresent(wire::setTitle);
    if (command.onDisconnect() == OnDisconnect.END) {
      wire.setOnDisconnect(dog.rebe.protocol.wire.OnDisconnect.END_WITH_CONNECTION);
    }
    return wire.build();
  }

  private static void invocation(
      dog.rebe.protocol.wire.Command.Builder wire, Invocation invocation) {
    if (invocation instanceof Invocation.ArgumentList list) {
      ArgumentList.Builder arguments = ArgumentList.newBuilder();
      list.arguments().forEach(argument -> arguments.addArguments(argument(argument)));
      wire.setArguments(arguments);
    } else if (invocation instanceof Invocation.Script script) {
      wire.setScript(script.text());
    } else if (invocation instanceof Batch batch) {
      dog.rebe.protocol.wire.Batch.Builder members = dog.rebe.protocol.wire.Batch.newBuilder();
      batch.members().forEach(member -> members.addMembers(member(member)));
      wire.setBatch(members);
    }
  }

  private static dog.rebe.protocol.wire.Argument argument(Argument argument) {
    dog.rebe.protocol.wire.Argument.Builder wire = dog.rebe.protocol.wire.Argument.newBuilder();
    if (argument instanceof Argument.Literal literal) {
      wire.setLiteral(ByteString.copyFrom(literal.bytes()));
    } else if (argument instanceof Argument.SecretFile file) {
      wire.setSecretFile(name(file.secret()));
    }
    return wire.build();
  }

  private static dog.rebe.protocol.wire.BatchMember member(BatchMember member) {
    return dog.rebe.protocol.wire.BatchMember.newBuilder()
        .setName(member.name())
        .setScript(member.script())
        .setTimeoutNanos(Nanos.of(member.timeout()))
        .setOutputBytes(member.outputBytes())
        .setKind(
            member.kind() == BatchMember.Kind.INLINE
                ? BatchMemberKind.INLINE
                : BatchMemberKind.SEPARATE)
        .build();
  }

  private static dog.rebe.protocol.wire.Limits limits(Limits limits) {
    return dog.rebe.protocol.wire.Limits.newBuilder()
        .setDeadlineNanos(Nanos.of(limits.deadline()))
        .setAttemptTimeoutNanos(Nanos.of(limits.attemptTimeout()))
        .setGraceNanos(Nanos.of(limits.grace()))
        .setStdoutBytes(limits.stdoutBytes())
        .setStderrBytes(limits.stderrBytes())
        .build();
  }

  private static InputMessage input(Command<?> command) {
    StandardInput input = command.input();
    dog.rebe.protocol.wire.StandardInput.Builder wire =
        dog.rebe.protocol.wire.StandardInput.newBuilder();
    if (input instanceof StandardInput.None) {
      return new InputMessage(null);
    } else if (isStreamed(input)) {
      wire.setStreamed(StreamedInput.getDefaultInstance());
    } else if (input instanceof StandardInput.Bytes bytes) {
      wire.setBytes(ByteString.copyFrom(bytes.bytes()));
    } else if (input instanceof StandardInput.OfSecret secret) {
      wire.setSecret(name(secret.secret()));
    }
    return new InputMessage(wire.build());
  }

  private record InputMessage(
      dog.rebe.protocol.wire.@org.jspecify.annotations.Nullable StandardInput input) {
    void ifPresentSet(dog.rebe.protocol.wire.Command.Builder wire) {
      if (input != null) {
        wire.setInput(input);
      }
    }
  }

  /** Whether the input travels in frames of its own. */
  static boolean isStreamed(StandardInput input) {
    return input instanceof StandardInput.Stream
        || (input instanceof StandardInput.Bytes bytes && bytes.bytes().length > MAX_INLINE_INPUT);
  }

  private static EnvironmentVariable variable(String name, EnvironmentValue value) {
    EnvironmentVariable.Builder wire = EnvironmentVariable.newBuilder().setName(name);
    if (value instanceof EnvironmentValue.Plain plain) {
      wire.setPlain(plain.text());
    } else if (value instanceof EnvironmentValue.OfSecret secret) {
      wire.setSecret(name(secret.secret()));
    }
    return wire.build();
  }

  static dog.rebe.protocol.wire.RunAs runAs(RunAs user) {
    return dog.rebe.protocol.wire.RunAs.newBuilder()
        .setUser(user.user())
        .setTool(user.tool() == RunAs.Tool.SUDO ? RunAsTool.SUDO : RunAsTool.DOAS)
        .build();
  }

  private static SecretName name(Secret secret) {
    return SecretName.newBuilder()
        .setName(secret.name())
        .setHeldByAgent(secret.source() == AgentSecret.MARK)
        .build();
  }

  /** All secrets that the command names, each once. */
  static List<Secret> secrets(Command<?> command) {
    List<Secret> secrets = new ArrayList<>();
    if (command.invocation() instanceof Invocation.ArgumentList list) {
      for (Argument argument : list.arguments()) {
        if (argument instanceof Argument.SecretFile file) {
          secrets.add(file.secret());
        }
      }
    }
    for (EnvironmentValue value : command.environment().values()) {
      if (value instanceof EnvironmentValue.OfSecret secret) {
        secrets.add(secret.secret());
      }
    }
    if (command.input() instanceof StandardInput.OfSecret secret) {
      secrets.add(secret.secret());
    }
    return secrets.stream().distinct().toList();
  }
}
