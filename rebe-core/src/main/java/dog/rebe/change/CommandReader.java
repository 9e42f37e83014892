package dog.rebe.change;

import dog.rebe.command.Argument;
import dog.rebe.command.Batch;
import dog.rebe.command.BatchMember;
import dog.rebe.command.Command;
import dog.rebe.command.Effect;
import dog.rebe.command.EnvironmentValue;
import dog.rebe.command.Impact;
import dog.rebe.command.Limits;
import dog.rebe.command.OnDisconnect;
import dog.rebe.command.Repetition;
import dog.rebe.command.RunAs;
import dog.rebe.command.Secret;
import dog.rebe.command.SecretSource;
import dog.rebe.command.StandardInput;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Reads back what {@link CanonicalCommand} writes. */
final class CommandReader {

  private final Function<String, Optional<SecretSource>> secrets;

  CommandReader(Function<String, Optional<SecretSource>> secrets) {
    this.secrets = secrets;
  }

  Command<?> read(JsonTree tree) {
    Command<?> command = start(tree).acceptExits(exits(tree.get("acceptedExits")));
    command = command.input(input(tree.get("input")));
    for (Map.Entry<String, JsonTree> variable : tree.get("environment").object().entrySet()) {
      JsonTree value = variable.getValue();
      command =
          command.environment(
              variable.getKey(),
              value
                  .find("text")
                  .map(text -> EnvironmentValue.of(text.text()))
                  .orElseGet(() -> EnvironmentValue.of(secret(value.get("secret")))));
    }
    Optional<JsonTree> directory = tree.find("directory");
    command = directory.isPresent() ? command.directory(directory.get().text()) : command;
    Optional<JsonTree> user = tree.find("runAs");
    command = user.isPresent() ? command.asUser(runAs(user.get())) : command;
    Optional<JsonTree> reaction = tree.find("onDisconnect");
    return reaction.isPresent()
        ? command.onDisconnect(reaction.get().constant(OnDisconnect.class))
        : command;
  }

  private Command<?> start(JsonTree tree) {
    JsonTree invocation = tree.get("invocation");
    Effect effect =
        new Effect(
            tree.get("effect").get("impact").constant(Impact.class),
            tree.get("effect").get("repetition").constant(Repetition.class));
    Limits limits = limits(tree.get("limits"));
    Optional<JsonTree> batch = invocation.find("batch");
    if (batch.isPresent()) {
      return Command.of(new Batch(batch.get().list().stream().map(CommandReader::member).toList()))
          .limits(limits);
    }
    Optional<JsonTree> script = invocation.find("script");
    if (script.isPresent()) {
      return Command.script(script.get().text()).effect(effect).limits(limits);
    }
    List<Argument> arguments = new ArrayList<>();
    for (JsonTree argument : invocation.get("arguments").list()) {
      arguments.add(
          argument
              .find("bytes")
              .map(bytes -> Argument.of(bytes.bytes()))
              .orElseGet(() -> Argument.secretFile(secret(argument.get("secretFile")))));
    }
    return Command.of(arguments).effect(effect).limits(limits);
  }

  private static BatchMember member(JsonTree tree) {
    return new BatchMember(
        tree.get("name").text(),
        tree.get("script").text(),
        duration(tree.get("timeout")),
        tree.get("outputBytes").integer(),
        tree.get("kind").constant(BatchMember.Kind.class));
  }

  private static Limits limits(JsonTree tree) {
    return new Limits(
        duration(tree.get("deadline")),
        duration(tree.get("attemptTimeout")),
        duration(tree.get("grace")),
        tree.get("stdoutBytes").integer(),
        tree.get("stderrBytes").integer());
  }

  private static Duration duration(JsonTree tree) {
    try {
      return Duration.parse(tree.text());
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          tree.place() + " is no duration as ISO 8601 has them, such as PT10S", e);
    }
  }

  private static int[] exits(JsonTree tree) {
    return tree.list().stream().mapToInt(exit -> Math.toIntExact(exit.integer())).toArray();
  }

  private StandardInput input(JsonTree tree) {
    if (tree.find("stream").isPresent()) {
      throw new IllegalArgumentException(
          tree.place() + " is a stream, whose bytes no plan holds: give the input as bytes");
    }
    Optional<JsonTree> bytes = tree.find("bytes");
    if (bytes.isPresent()) {
      return StandardInput.of(bytes.get().bytes());
    }
    return tree.find("secret")
        .map(name -> StandardInput.secret(secret(name)))
        .orElse(StandardInput.none());
  }

  private static RunAs runAs(JsonTree tree) {
    return new RunAs(tree.get("user").text(), tree.get("tool").constant(RunAs.Tool.class));
  }

  private Secret secret(JsonTree name) {
    return Secret.of(
        name.text(),
        secrets
            .apply(name.text())
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        name.place()
                            + " names the secret '"
                            + name.text()
                            + "', for which there is no source here")));
  }
}
