package dog.rebe.sandbox;

import dog.rebe.command.Effect;
import java.util.List;
import java.util.Optional;

/**
 * What a caller knows of the effects of commands that a plugin may plan. What it does not know
 * destroys, once. Implementations are thread-safe.
 */
@FunctionalInterface
public interface KnownEffects {

  /**
   * The effect of a command.
   *
   * @param arguments the program and its arguments
   * @return empty if it is not known
   */
  Optional<Effect> of(List<String> arguments);

  /** Nothing is known. */
  static KnownEffects none() {
    return arguments -> Optional.empty();
  }
}
