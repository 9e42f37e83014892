package dog.rebe.robotplugin;

import dog.rebe.command.Limits;
import dog.rebe.node.NodeId;
import dog.rebe.sandbox.KnownEffects;
import dog.rebe.sandbox.PlanTerms;
import dog.rebe.sandbox.PluginLimits;
import java.util.Set;

/** How far a plugin may go as a robot. */
record PluginRobotTerms(
    PluginLimits limits, Limits commandLimits, KnownEffects effects, int maxSteps) {

  PlanTerms of(Set<NodeId> nodes) {
    return new PlanTerms(nodes, commandLimits, effects, maxSteps);
  }
}
