package dog.rebe.runner;

import dog.rebe.command.Effect;
import java.util.Set;

/**
 * The policy where nobody gave another. What only reads is allowed. What changes something needs
 * one person. What destroys something on more than one machine, changes more than {@value
 * #MANY_NODES}, or can neither be seen before in full nor be taken back, needs two. Who asked for
 * it may not approve what destroys, nor what needs two.
 */
final class SafePolicy implements Policy {

  static final SafePolicy INSTANCE = new SafePolicy();

  static final int MANY_NODES = 50;

  private SafePolicy() {}

  @Override
  public PolicyVerdict judge(PolicyQuestion question) {
    Effect effect = question.plan().effect();
    int nodes = question.nodes().size();
    if (!effect.hasImpact()) {
      return new PolicyVerdict.Allowed("It only reads.");
    }
    if (question.robot().changes().isEmpty()) {
      return new PolicyVerdict.Denied("The robot says that it only looks, and plans a change.");
    }
    if (effect.isDestructive() && nodes > 1) {
      return new PolicyVerdict.NeedsApproval(
          "It destroys something on " + nodes + " machines.", 2, Set.of(), false);
    }
    if (nodes > MANY_NODES) {
      return new PolicyVerdict.NeedsApproval(
          "It changes " + nodes + " machines.", 2, Set.of(), false);
    }
    if (question.preview().hasBlindSpots() && !isUndoable(question)) {
      return new PolicyVerdict.NeedsApproval(
          "It cannot be seen before nor taken back.", 2, Set.of(), false);
    }
    return new PolicyVerdict.NeedsApproval(
        effect.isDestructive() ? "It destroys something." : "It changes something.",
        1,
        Set.of(),
        !effect.isDestructive());
  }

  private static boolean isUndoable(PolicyQuestion question) {
    return question.plan().steps().stream()
        .allMatch(step -> !step.effect().hasImpact() || step.undo().isPresent());
  }
}
