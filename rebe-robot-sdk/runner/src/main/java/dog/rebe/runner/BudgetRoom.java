package dog.rebe.runner;

import dog.rebe.change.Plan;
import dog.rebe.change.Step;
import dog.rebe.node.NodeId;
import dog.rebe.realm.Budgets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What budgets leave at a moment, over the hour and the day before it. A plan is charged in whole:
 * all its changes as if they were done now. Immutable.
 */
final class BudgetRoom {

  static final Duration HOUR = Duration.ofHours(1);
  static final Duration DAY = Duration.ofDays(1);

  private final Budgets budgets;
  private final long changes;
  private final long nodes;
  private final Set<NodeId> touched;

  private BudgetRoom(Budgets budgets, long changes, long nodes, Set<NodeId> touched) {
    this.budgets = budgets;
    this.changes = changes;
    this.nodes = nodes;
    this.touched = touched;
  }

  static BudgetRoom of(Budgets budgets, Collection<SpentChange> spent, Instant now) {
    long changes = 0;
    Set<NodeId> touched = new HashSet<>();
    for (SpentChange one : spent) {
      changes += isWithin(HOUR, one, now) ? 1 : 0;
      if (isWithin(DAY, one, now)) {
        touched.add(one.node());
      }
    }
    return new BudgetRoom(
        budgets,
        budgets.changesPerHour() - changes,
        budgets.nodesPerDay() - touched.size(),
        touched);
  }

  /** A clock that was set back does not give budget: what lies in the future counts. */
  private static boolean isWithin(Duration span, SpentChange one, Instant now) {
    return one.at().isAfter(now.minus(span));
  }

  /** Whether the whole plan may be done. */
  boolean fits(Plan plan) {
    Map<NodeId, Long> changing = changing(plan);
    return fitting(plan).size() == changing.size();
  }

  /** As many of the nodes that a plan changes, in its order, as may be. */
  List<NodeId> fitting(Plan plan) {
    List<NodeId> fitting = new ArrayList<>();
    long left = changes;
    long fresh = nodes;
    for (Map.Entry<NodeId, Long> node : changing(plan).entrySet()) {
      left -= node.getValue();
      fresh -= touched.contains(node.getKey()) ? 0 : 1;
      if (left < 0 || fresh < 0) {
        break;
      }
      fitting.add(node.getKey());
    }
    return fitting;
  }

  /** In words, by how much a plan is more than may be; empty if it may be done. */
  Optional<String> excess(Plan plan) {
    Map<NodeId, Long> changing = changing(plan);
    long more = changing.values().stream().mapToLong(Long::longValue).sum();
    if (more == 0) {
      return Optional.empty();
    }
    if (more > changes) {
      return Optional.of(
          "It would make "
              + (budgets.changesPerHour() - changes + more)
              + " changes within an hour, and the realm allows "
              + budgets.changesPerHour()
              + " without asking.");
    }
    long fresh = changing.keySet().stream().filter(node -> !touched.contains(node)).count();
    return fresh <= nodes
        ? Optional.empty()
        : Optional.of(
            "It would change "
                + (budgets.nodesPerDay() - nodes + fresh)
                + " machines within a day, and the realm allows "
                + budgets.nodesPerDay()
                + " without asking.");
  }

  /** How many changes a plan makes on each node that it changes. */
  private static Map<NodeId, Long> changing(Plan plan) {
    Map<NodeId, Long> changing = new LinkedHashMap<>();
    for (Step step : plan.steps()) {
      if (step.effect().hasImpact()) {
        step.nodes().forEach(node -> changing.merge(node, 1L, Long::sum));
      }
    }
    return changing;
  }

  @Override
  public String toString() {
    return Math.max(0, changes)
        + " more changes in this hour, and "
        + Math.max(0, nodes)
        + " more machines on this day";
  }
}
