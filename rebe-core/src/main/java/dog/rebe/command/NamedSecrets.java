package dog.rebe.command;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The secrets of a command by their names. */
final class NamedSecrets {

  private NamedSecrets() {}

  /** Each once. Allocates nothing where there is none. */
  static List<Secret> of(
      Invocation invocation, Map<String, EnvironmentValue> environment, StandardInput input) {
    Map<String, Secret> found = Map.of();
    if (invocation instanceof Invocation.ArgumentList list) {
      List<Argument> arguments = list.arguments();
      for (int i = 0; i < arguments.size(); i++) {
        if (arguments.get(i) instanceof Argument.SecretFile file) {
          found = with(found, file.secret());
        }
      }
    }
    if (!environment.isEmpty()) {
      for (EnvironmentValue value : environment.values()) {
        if (value instanceof EnvironmentValue.OfSecret ofSecret) {
          found = with(found, ofSecret.secret());
        }
      }
    }
    if (input instanceof StandardInput.OfSecret ofSecret) {
      found = with(found, ofSecret.secret());
    }
    return found.isEmpty() ? List.of() : List.copyOf(found.values());
  }

  private static Map<String, Secret> with(Map<String, Secret> found, Secret secret) {
    Map<String, Secret> all = found.isEmpty() ? new LinkedHashMap<>(4) : found;
    Secret other = all.putIfAbsent(secret.name(), secret);
    if (other != null && !other.equals(secret)) {
      throw new IllegalArgumentException(
          "Two different secrets are named '"
              + secret.name()
              + "', and one would be sent in place of the other: give each a name of its own, or"
              + " use the same Secret for both");
    }
    return all;
  }
}
