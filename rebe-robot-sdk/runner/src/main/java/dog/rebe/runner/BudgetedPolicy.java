package dog.rebe.runner;

import dog.rebe.change.Step;
import dog.rebe.node.NodeId;
import dog.rebe.realm.Budgets;
import java.util.HashSet;
import java.util.Set;

/**
 * Asks a person where the realm's budget does not suffice for what its policy would allow without
 * one. A budget never makes anything easier.
 */
final class BudgetedPolicy implements Policy {

  private final Policy policy;
  private final Budgets budgets;
  private final SpentBudget spent;

  BudgetedPolicy(Policy policy, Budgets budgets, SpentBudget spent) {
    this.policy = policy;
    this.budgets = budgets;
    this.spent = spent;
  }

  @Override
  public PolicyVerdict judge(PolicyQuestion question) {
    PolicyVerdict verdict = policy.judge(question);
    if (!(verdict instanceof PolicyVerdict.Allowed) || !question.plan().effect().hasImpact()) {
      return verdict;
    }
    long changes = spent.changesOfTheHour(question.now());
    Set<String> nodes = new HashSet<>(spent.nodesOfTheDay(question.now()));
    for (Step step : question.plan().steps()) {
      if (step.effect().hasImpact()) {
        changes += step.nodes().size();
        step.nodes().stream().map(NodeId::value).forEach(nodes::add);
      }
    }
    if (changes > budgets.changesPerHour()) {
      return asking(
          "It would make "
              + changes
              + " changes within an hour, and the realm allows "
              + budgets.changesPerHour()
              + " without asking.");
    }
    if (nodes.size() > budgets.nodesPerDay()) {
      return asking(
          "It would change "
              + nodes.size()
              + " machines within a day, and the realm allows "
              + budgets.nodesPerDay()
              + " without asking.");
    }
    return verdict;
  }

  private static PolicyVerdict asking(String reason) {
    return new PolicyVerdict.NeedsApproval(reason, 1, Set.of(), true);
  }
}
