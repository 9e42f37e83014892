package dog.rebe.execution;

import dog.rebe.command.Argument;
import dog.rebe.command.Command;
import dog.rebe.command.EnvironmentValue;
import dog.rebe.command.Invocation;
import dog.rebe.command.Secret;
import dog.rebe.command.StandardInput;
import java.util.ArrayList;
import java.util.List;

/** The secrets that a command names. */
final class CommandSecrets {

  private CommandSecrets() {}

  /**
   * In no order; a secret that is named twice is here twice. Allocates nothing where there is none.
   */
  static List<Secret> of(Command<?> command) {
    List<Secret> found = List.of();
    if (command.invocation() instanceof Invocation.ArgumentList list) {
      List<Argument> arguments = list.arguments();
      for (int i = 0; i < arguments.size(); i++) {
        if (arguments.get(i) instanceof Argument.SecretFile file) {
          found = with(found, file.secret());
        }
      }
    }
    if (!command.environment().isEmpty()) {
      for (EnvironmentValue value : command.environment().values()) {
        if (value instanceof EnvironmentValue.OfSecret ofSecret) {
          found = with(found, ofSecret.secret());
        }
      }
    }
    if (command.input() instanceof StandardInput.OfSecret input) {
      found = with(found, input.secret());
    }
    return found;
  }

  private static List<Secret> with(List<Secret> found, Secret secret) {
    List<Secret> all = found.isEmpty() ? new ArrayList<>(2) : found;
    all.add(secret);
    return all;
  }
}
