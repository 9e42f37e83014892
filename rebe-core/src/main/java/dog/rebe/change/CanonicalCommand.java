package dog.rebe.change;

import dog.rebe.command.Argument;
import dog.rebe.command.Batch;
import dog.rebe.command.BatchMember;
import dog.rebe.command.Command;
import dog.rebe.command.Effect;
import dog.rebe.command.EnvironmentValue;
import dog.rebe.command.Invocation;
import dog.rebe.command.Limits;
import dog.rebe.command.OnDisconnect;
import dog.rebe.command.RunAs;
import dog.rebe.command.StandardInput;
import dog.rebe.command.TokenUse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/**
 * A command as the values of {@link CanonicalJson}: all that decides what happens on a node. The
 * decoder is left out, because it acts after the command has ended; of secrets there is the name,
 * of a stream the word that it is one. A token is left out: it says how often and not what.
 */
final class CanonicalCommand {

  private CanonicalCommand() {}

  static Map<String, Object> of(Command<?> command) {
    Map<String, Object> form = new LinkedHashMap<>();
    form.put("invocation", invocation(command.invocation()));
    form.put("effect", effect(command.effect()));
    form.put("limits", limits(command.limits()));
    form.put("acceptedExits", List.copyOf(new TreeSet<>(command.acceptedExits())));
    form.put("input", input(command.input()));
    form.put("environment", environment(command.environment()));
    command.directory().ifPresent(directory -> form.put("directory", directory));
    command.runAs().ifPresent(user -> form.put("runAs", runAs(user)));
    if (command.token().isPresent() && command.tokenUse() != TokenUse.RUN) {
      form.put("tokenUse", lower(command.tokenUse()));
    }
    if (command.onDisconnect() != OnDisconnect.RUN_ON) {
      form.put("onDisconnect", lower(command.onDisconnect()));
    }
    return form;
  }

  private static Map<String, Object> invocation(Invocation invocation) {
    if (invocation instanceof Invocation.ArgumentList list) {
      List<Object> arguments = new ArrayList<>();
      list.arguments().forEach(argument -> arguments.add(argument(argument)));
      return Map.of("arguments", arguments);
    }
    if (invocation instanceof Invocation.Script script) {
      return Map.of("script", script.text());
    }
    List<Object> members = new ArrayList<>();
    ((Batch) invocation).members().forEach(member -> members.add(member(member)));
    return Map.of("batch", members);
  }

  private static Map<String, Object> argument(Argument argument) {
    return argument instanceof Argument.Literal literal
        ? Map.of("bytes", literal.bytes())
        : Map.of("secretFile", ((Argument.SecretFile) argument).secret().name());
  }

  private static Map<String, Object> member(BatchMember member) {
    return Map.of(
        "name", member.name(),
        "script", member.script(),
        "timeout", member.timeout().toString(),
        "outputBytes", member.outputBytes(),
        "kind", lower(member.kind()));
  }

  private static Map<String, Object> effect(Effect effect) {
    return Map.of("impact", lower(effect.impact()), "repetition", lower(effect.repetition()));
  }

  private static Map<String, Object> limits(Limits limits) {
    return Map.of(
        "deadline", limits.deadline().toString(),
        "attemptTimeout", limits.attemptTimeout().toString(),
        "grace", limits.grace().toString(),
        "stdoutBytes", limits.stdoutBytes(),
        "stderrBytes", limits.stderrBytes());
  }

  private static Map<String, Object> input(StandardInput input) {
    if (input instanceof StandardInput.Bytes bytes) {
      return Map.of("bytes", bytes.bytes());
    }
    if (input instanceof StandardInput.OfSecret secret) {
      return Map.of("secret", secret.secret().name());
    }
    return input instanceof StandardInput.Stream ? Map.of("stream", true) : Map.of();
  }

  private static Map<String, Object> environment(Map<String, EnvironmentValue> environment) {
    Map<String, Object> form = new LinkedHashMap<>();
    environment.forEach(
        (name, value) ->
            form.put(
                name,
                value instanceof EnvironmentValue.Plain plain
                    ? Map.of("text", plain.text())
                    : Map.of("secret", ((EnvironmentValue.OfSecret) value).secret().name())));
    return form;
  }

  private static Map<String, Object> runAs(RunAs runAs) {
    return Map.of("user", runAs.user(), "tool", lower(runAs.tool()));
  }

  static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
