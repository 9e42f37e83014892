package dog.rebe.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.chronicle.EntryKind;
import dog.rebe.realm.Budgets;
import dog.rebe.runner.Round.What;
import dog.rebe.testkit.VirtualScheduler;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Schedules and budgets by a clock that the test moves; rounds run on the test's own thread. */
class ReconcilerTest {

  private static final Budgets PLENTY = new Budgets(1000, 1000);
  private static final Duration HOUR = Duration.ofHours(1);

  @TempDir Path folder;
  private final VirtualScheduler time = VirtualScheduler.create();
  private final List<Round> rounds = new ArrayList<>();
  private Workshop shop;
  private Reconciler reconciler;

  @BeforeEach
  void open() throws IOException {
    shop = new Workshop(folder, 4);
  }

  @AfterEach
  void close() {
    if (reconciler != null) {
      reconciler.close();
    }
    assertThat(time.pending()).isZero();
    shop.close();
  }

  private ReconcilerBuilder builder() {
    return builder(question -> new PolicyVerdict.Allowed("It is a test."));
  }

  private ReconcilerBuilder builder(Policy policy) {
    return shop.builder()
        .policy(policy)
        .clock(time.clock())
        .build()
        .reconciler(new SwitchRobot(), Workshop.ON, shop::nodes)
        .schedule(time, Runnable::run)
        .budgets(PLENTY)
        .listener(rounds::add);
  }

  private void start(ReconcilerBuilder how) {
    reconciler = how.build();
    reconciler.start();
    time.runReady();
  }

  private Round last() {
    return rounds.get(rounds.size() - 1);
  }

  private List<What> whats() {
    return rounds.stream().map(Round::what).toList();
  }

  private long turnedOn() {
    return shop.switches.values().stream().filter(one -> one.state().equals("on")).count();
  }

  @Test
  void mendsDriftEachTimeThatItComes() {
    start(builder().every(HOUR));
    assertThat(whats()).containsExactly(What.APPLIED);
    time.advance(HOUR);
    assertThat(whats()).containsExactly(What.APPLIED, What.WELL);
    shop.switches.get("node-2").becomes("off");
    time.advance(HOUR.minusSeconds(1));
    assertThat(rounds).hasSize(2);
    time.advance(Duration.ofSeconds(1));
    assertThat(last().what()).isEqualTo(What.APPLIED);
    assertThat(last().drift().orElseThrow().plan().nodes())
        .extracting(Object::toString)
        .containsExactly("node-2");
    assertThat(turnedOn()).isEqualTo(4);
  }

  @Test
  void looksSoonAfterAChangeAndOnceForMany() {
    start(builder().every(HOUR).settle(Duration.ofSeconds(10)));
    shop.switches.get("node-1").becomes("off");
    for (int i = 0; i < 5; i++) {
      reconciler.changed();
      time.advance(Duration.ofSeconds(1));
    }
    assertThat(rounds).hasSize(1);
    time.advance(Duration.ofSeconds(5));
    assertThat(whats()).containsExactly(What.APPLIED, What.APPLIED);
    time.advance(HOUR.minusSeconds(1));
    assertThat(rounds).hasSize(2);
    time.advance(Duration.ofSeconds(1));
    assertThat(last().what()).isEqualTo(What.WELL);
  }

  @Test
  void showsDriftAsAPlanWhereNothingMayBeChanged() {
    start(builder().budgets(Budgets.none()));
    assertThat(last().what()).isEqualTo(What.OVER_BUDGET);
    assertThat(PlainSummary.of(last().drift().orElseThrow()))
        .contains("Turns switches on.")
        .contains("node-1, node-2, node-3, node-4")
        .contains("It is off and would be on.");
    assertThat(last().words()).contains("0 more changes in this hour, and 0 more machines");
    assertThat(turnedOn()).isZero();
  }

  @Test
  void doesAsMuchAsTheBudgetsAllowAndTheRestLater() {
    start(builder().every(Duration.ofMinutes(20)).budgets(new Budgets(5, 3)));
    assertThat(last().what()).isEqualTo(What.APPLIED);
    assertThat(turnedOn()).as("two changes on each of two machines").isEqualTo(2);
    time.advance(Duration.ofMinutes(40));
    assertThat(whats().subList(1, 3)).containsOnly(What.OVER_BUDGET);
    time.advance(Duration.ofMinutes(20));
    assertThat(last().what()).as("the hour is over, one machine is left").isEqualTo(What.APPLIED);
    assertThat(turnedOn()).isEqualTo(3);
    time.advance(Duration.ofHours(22));
    assertThat(last().what()).as("the day is not over").isEqualTo(What.OVER_BUDGET);
    time.advance(Duration.ofHours(2));
    assertThat(turnedOn()).isEqualTo(4);
    assertThat(last().what()).isEqualTo(What.WELL);
  }

  @Test
  void budgetsOutliveTheProgram() {
    start(builder().budgets(new Budgets(4, 100)));
    assertThat(turnedOn()).isEqualTo(2);
    reconciler.close();
    shop.startAnew();
    start(builder().budgets(new Budgets(4, 100)));
    assertThat(last().what()).isEqualTo(What.OVER_BUDGET);
    assertThat(turnedOn()).isEqualTo(2);
    time.advance(HOUR);
    assertThat(turnedOn()).isEqualTo(4);
  }

  @Test
  void takingBackCountsAndARunThatWentBadlyPausesTheRobotUntilSomebodyLooked() {
    shop.switches.get("node-3").breaksAt("on");
    start(builder());
    assertThat(last().what()).isEqualTo(What.APPLIED);
    assertThat(last().report().orElseThrow().end()).isEqualTo(RunReport.End.HANDED_OVER);
    int soFar = spent();
    assertThat(soFar).as("also what was taken back").isGreaterThan(3);
    reconciler.close();
    shop.startAnew();
    shop.switches.get("node-3").breaksAt("");
    start(builder());
    time.advance(HOUR.multipliedBy(3));
    assertThat(whats().subList(1, 5)).containsOnly(What.PAUSED);
    assertThat(last().words()).contains("ended as HANDED_OVER").contains("Somebody must look");
    assertThat(last().drift()).as("it is shown all the same").isPresent();
    assertThat(spent()).isEqualTo(soFar);
    reconciler.clear("ada");
    time.advance(Duration.ofMinutes(1));
    assertThat(last().what()).isEqualTo(What.APPLIED);
    assertThat(turnedOn()).isEqualTo(4);
    assertThat(shop.entries())
        .anyMatch(
            entry -> entry.kind() == EntryKind.APPROVAL && "ada".equals(entry.fields().get("by")));
  }

  private int spent() {
    return RunsSoFar.read(
            RunHistory.ofFile(folder.resolve("chronicle")),
            time.clock().instant().minus(HOUR.multipliedBy(24)))
        .spent()
        .size();
  }

  @Test
  void asksForTheSameDriftUntilSomebodyApprovesIt() {
    List<Proposal> asked = new ArrayList<>();
    boolean[] decided = {false};
    start(
        builder(Policy.safe())
            .every(HOUR)
            .consent(
                drift -> {
                  asked.add(drift);
                  return decided[0]
                      ? List.of(
                          shop.ada.approve(drift, time.clock().instant(), Duration.ofMinutes(5)))
                      : List.of();
                }));
    time.advance(HOUR);
    assertThat(whats()).containsExactly(What.AWAITS_APPROVAL, What.AWAITS_APPROVAL);
    assertThat(asked.stream().map(Proposal::run).collect(Collectors.toSet())).hasSize(1);
    shop.switches.get("node-4").becomes("on");
    time.advance(HOUR);
    assertThat(asked.stream().map(Proposal::run).collect(Collectors.toSet()))
        .as("another drift is another question")
        .hasSize(2);
    decided[0] = true;
    time.advance(HOUR);
    assertThat(last().what()).isEqualTo(What.APPLIED);
    assertThat(turnedOn()).isEqualTo(4);
  }

  @Test
  void nothingIsDoneThatThePolicyDenies() {
    start(builder(question -> new PolicyVerdict.Denied("It is Friday.")));
    assertThat(last().what()).isEqualTo(What.REFUSED);
    assertThat(last().words()).isEqualTo("It is Friday.");
    assertThat(turnedOn()).isZero();
  }

  @Test
  void goesOnWithWhatAnEarlierProgramBegan() {
    Runner failing =
        shop.failing(
            chronicle ->
                new FailingChronicle(
                    chronicle,
                    entry ->
                        entry.kind() == EntryKind.OUTCOME
                            && "turn".equals(entry.fields().get("step"))));
    Proposal proposal = shop.proposal(failing);
    try {
      failing.apply(new SwitchRobot(), proposal, List.of(), ApplyOptions.defaults());
    } catch (dog.rebe.chronicle.ChronicleException expected) {
      assertThat(expected).hasMessageContaining("The disk is full");
    }
    shop.startAnew();
    assertThat(shop.runner().unfinished("switch")).containsExactly(proposal.run());
    reconciler =
        shop.builder()
            .policy(question -> new PolicyVerdict.Allowed("It is a test."))
            .build()
            .reconciler(new SwitchRobot(), Workshop.ON, shop::nodes)
            .schedule(time, Runnable::run)
            .build();
    Round round = reconciler.round();
    assertThat(round.what()).isEqualTo(What.RESUMED);
    assertThat(round.report().orElseThrow().end()).isEqualTo(RunReport.End.COMPLETED);
    assertThat(shop.switches.values().stream().map(Switch::done).collect(Collectors.toSet()))
        .isEqualTo(Set.of(List.of("loosen", "on")));
    assertThat(reconciler.round().what()).isEqualTo(What.WELL);
  }

  @Test
  void aRobotThatBreaksEndsOneRoundAndNotTheSchedule() {
    List<Integer> looks = new ArrayList<>();
    reconciler =
        shop.builder()
            .clock(time.clock())
            .build()
            .reconciler(
                new SwitchRobot(),
                Workshop.ON,
                () -> {
                  looks.add(1);
                  if (looks.size() == 1) {
                    throw new IllegalStateException("The inventory cannot be read");
                  }
                  return shop.nodes();
                })
            .schedule(time, Runnable::run)
            .listener(rounds::add)
            .every(HOUR)
            .build();
    reconciler.start();
    time.advance(HOUR);
    assertThat(whats()).containsExactly(What.FAILED, What.OVER_BUDGET);
    assertThat(rounds.get(0).words()).contains("The inventory cannot be read");
    reconciler.close();
    time.advance(HOUR.multipliedBy(5));
    assertThat(rounds).hasSize(2);
  }
}
