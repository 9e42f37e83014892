package dog.rebe.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.change.Plan;
import dog.rebe.change.Step;
import dog.rebe.command.Command;
import dog.rebe.command.Repetition;
import dog.rebe.node.NodeId;
import dog.rebe.realm.Budgets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Budgets against a list of everything that was ever changed, looked through the slow way. */
class BudgetProperties {

  private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

  /** A plan comes after some minutes: on these nodes, with so many steps on each. */
  record Coming(int afterMinutes, List<Integer> nodes, int steps) {}

  @Provide
  Arbitrary<List<Coming>> plans() {
    Arbitrary<List<Integer>> nodes =
        Arbitraries.integers().between(1, 12).list().uniqueElements().ofMinSize(1).ofMaxSize(8);
    return Combinators.combine(
            Arbitraries.integers().between(0, 400), nodes, Arbitraries.integers().between(1, 3))
        .as(Coming::new)
        .list()
        .ofMaxSize(40);
  }

  @Property(tries = 300)
  void noHourAndNoDayHasMoreThanItsBudget(
      @ForAll("plans") List<Coming> plans,
      @ForAll @IntRange(max = 20) int changesPerHour,
      @ForAll @IntRange(max = 10) int nodesPerDay) {
    Budgets budgets = new Budgets(changesPerHour, nodesPerDay);
    List<SpentChange> all = new ArrayList<>();
    Instant now = BEGIN;
    for (Coming coming : plans) {
      now = now.plus(Duration.ofMinutes(coming.afterMinutes()));
      // What is left is made anew from the record each time, as a program that starts does it.
      BudgetRoom room = BudgetRoom.of(budgets, all, now);
      Plan plan = plan(coming.nodes(), coming.steps());
      List<NodeId> fitting = room.fitting(plan);
      assertThat(room.fits(plan)).isEqualTo(fitting.size() == coming.nodes().size());
      assertThat(room.excess(plan).isEmpty()).isEqualTo(room.fits(plan));
      assertThat(plan.nodes().subList(0, fitting.size())).isEqualTo(fitting);
      for (NodeId node : fitting) {
        for (int i = 0; i < coming.steps(); i++) {
          all.add(new SpentChange(now, node));
        }
      }
      assertNoMoreThan(budgets, all, now);
      assertTheNextDidNotFit(budgets, all, now, plan, fitting, coming.steps());
    }
  }

  private static void assertNoMoreThan(Budgets budgets, List<SpentChange> all, Instant now) {
    assertThat(changes(all, now)).isLessThanOrEqualTo(budgets.changesPerHour());
    assertThat((long) nodes(all, now).size()).isLessThanOrEqualTo(budgets.nodesPerDay());
  }

  /** Budgets that are there are not withheld. */
  private static void assertTheNextDidNotFit(
      Budgets budgets,
      List<SpentChange> all,
      Instant now,
      Plan plan,
      List<NodeId> fitting,
      int steps) {
    if (fitting.size() < plan.nodes().size()) {
      Set<NodeId> touched = new HashSet<>(nodes(all, now));
      touched.add(plan.nodes().get(fitting.size()));
      assertThat(
              changes(all, now) + steps > budgets.changesPerHour()
                  || touched.size() > budgets.nodesPerDay())
          .isTrue();
    }
  }

  private static long changes(List<SpentChange> all, Instant now) {
    return all.stream()
        .filter(one -> Duration.between(one.at(), now).compareTo(Duration.ofHours(1)) < 0)
        .count();
  }

  private static Set<NodeId> nodes(List<SpentChange> all, Instant now) {
    Set<NodeId> nodes = new LinkedHashSet<>();
    all.stream()
        .filter(one -> Duration.between(one.at(), now).compareTo(Duration.ofDays(1)) < 0)
        .forEach(one -> nodes.add(one.node()));
    return nodes;
  }

  @Property(tries = 50)
  void whatOnlyReadsCostsNothing(@ForAll @IntRange(min = 1, max = 30) int nodes) {
    List<NodeId> ids = new ArrayList<>();
    for (int i = 0; i < nodes; i++) {
      ids.add(new NodeId("node-" + i));
    }
    Plan plan = new Plan("Looks.", List.of(Step.of("look", "Looks.", SwitchRobot.show(), ids)));
    assertThat(BudgetRoom.of(Budgets.none(), List.of(), BEGIN).fits(plan)).isTrue();
  }

  private static Plan plan(List<Integer> nodes, int steps) {
    Command<?> change =
        Command.of("switch", "on").changes(Repetition.ONCE).limits(SwitchRobot.LIMITS);
    List<NodeId> ids = nodes.stream().map(node -> new NodeId("node-" + node)).toList();
    List<Step> all = new ArrayList<>();
    for (int i = 1; i <= steps; i++) {
      all.add(Step.of("step-" + i, "Changes.", change, ids));
    }
    return new Plan("Changes.", all);
  }
}
