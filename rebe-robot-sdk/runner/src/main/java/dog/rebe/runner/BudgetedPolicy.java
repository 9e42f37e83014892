package dog.rebe.runner;

import dog.rebe.realm.Budgets;
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
    BudgetRoom room = BudgetRoom.of(budgets, spent.ofTheDay(question.now()), question.now());
    return room.excess(question.plan()).map(BudgetedPolicy::asking).orElse(verdict);
  }

  private static PolicyVerdict asking(String reason) {
    return new PolicyVerdict.NeedsApproval(reason, 1, Set.of(), true);
  }
}
