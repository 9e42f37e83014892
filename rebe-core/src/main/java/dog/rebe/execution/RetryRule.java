package dog.rebe.execution;

import dog.rebe.command.Effect;
import dog.rebe.command.Impact;
import dog.rebe.outcome.Delivery;
import dog.rebe.outcome.FailureKind;
import org.jspecify.annotations.Nullable;

/**
 * Whether a command may be tried again. It looks at the effect, the kind and the delivery, never at
 * an exception's class.
 *
 * <table>
 * <caption>When a try may follow</caption>
 * <tr><th>Effect<th>not started<th>stopped<th>unknown<th>nonzero exit
 * <tr><td>no impact<td>yes<td>yes<td>yes<td>if the caller opts in
 * <tr><td>changes, repeatable<td>yes<td>yes: it is known to have ended<td>no<td>if the caller opts in
 * <tr><td>changes, once<td>yes<td>no<td>no<td>no
 * <tr><td>destroys<td>yes, the gate is asked again<td>no<td>no<td>no
 * </table>
 *
 * The first three only where the kind is transient.
 *
 * <p>A command with a token is different: the node answers a second delivery and runs nothing
 * again. So whatever its effect it is delivered again while its fate is unknown, and not at all
 * once it is known to have begun.
 */
final class RetryRule {

  private final RetryOptions options;

  RetryRule(RetryOptions options) {
    this.options = options;
  }

  int mostTries() {
    return options.maxAttempts();
  }

  boolean allowsWithToken(@Nullable FailureKind kind, Delivery delivery) {
    return kind != null
        && kind.isTransient()
        && (delivery == Delivery.NOT_STARTED || delivery == Delivery.UNKNOWN);
  }

  boolean allows(Effect effect, @Nullable FailureKind kind, Delivery delivery) {
    if (kind == null) {
      return false;
    }
    boolean harmless = !effect.hasImpact();
    boolean repeatable = harmless || (effect.impact() == Impact.CHANGES && effect.isRepeatable());
    return switch (delivery) {
      case NOT_STARTED -> kind.isTransient();
      case STOPPED -> kind.isTransient() && repeatable;
      case UNKNOWN -> kind.isTransient() && harmless;
      case COMPLETED -> kind == FailureKind.NONZERO_EXIT && repeatable && options.nonZeroExits();
      case RUNNING -> false;
    };
  }
}
