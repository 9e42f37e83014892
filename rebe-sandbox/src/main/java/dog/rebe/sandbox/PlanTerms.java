package dog.rebe.sandbox;

import dog.rebe.command.Limits;
import dog.rebe.node.NodeId;
import java.util.Objects;
import java.util.Set;

/**
 * What a plugin's plan is held to.
 *
 * @param nodes the machines that it may name; at least one; copied
 * @param commandLimits of each of its commands
 * @param effects what is known of the effects of commands
 * @param maxSteps 1 to 1,000
 */
public record PlanTerms(
    Set<NodeId> nodes, Limits commandLimits, KnownEffects effects, int maxSteps) {

  private static final int MOST_STEPS = 1000;

  public PlanTerms {
    nodes = Set.copyOf(nodes);
    if (nodes.isEmpty()) {
      throw new IllegalArgumentException("A plan needs at least one machine");
    }
    Objects.requireNonNull(commandLimits, "commandLimits");
    Objects.requireNonNull(effects, "effects");
    Checks.range(maxSteps, 1, MOST_STEPS, "number of steps");
  }
}
