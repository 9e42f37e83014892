package dog.rebe.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dog.rebe.change.ApprovalVerdict;
import dog.rebe.change.Plan;
import dog.rebe.change.PlanReader;
import dog.rebe.change.Step;
import dog.rebe.command.Command;
import dog.rebe.command.Repetition;
import dog.rebe.node.Endpoint;
import dog.rebe.node.Node;
import dog.rebe.node.NodeId;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Plans and approvals that nobody should write. */
class BadPlanProperties {

  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final KeyPair ADAS = Workshop.keys();
  private static final KeyPair STRANGERS = Workshop.keys();
  private static final Trust TRUST =
      Trust.of(List.of(new Approver("ada", ADAS.getPublic(), Set.of())));

  private static Command<?> change(String what) {
    return Command.of("switch", what).changes(Repetition.ONCE).limits(SwitchRobot.LIMITS);
  }

  private static Step step(int number, List<NodeId> nodes) {
    return Step.of("step-" + number, "Changes.", change("on"), nodes);
  }

  /** Each step depends on another, itself, one that comes later, or one that is not there. */
  @Property(tries = 300)
  void noPlanGoesInCircles(@ForAll @Size(min = 1, max = 8) List<@IntRange(max = 9) Integer> after) {
    boolean sound = true;
    for (int i = 0; i < after.size(); i++) {
      sound &= after.get(i) <= i;
    }
    if (sound) {
      assertThat(chain(after).steps()).hasSize(after.size());
    } else {
      assertThatThrownBy(() -> chain(after))
          .isInstanceOf(IllegalArgumentException.class)
          .message()
          .containsAnyOf("which is no earlier step", "cannot come after step");
    }
  }

  /** Each step comes after the one of this number, from 1; after none with 0. */
  private static Plan chain(List<Integer> after) {
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < after.size(); i++) {
      Step step = step(i, List.of(new NodeId("a")));
      steps.add(after.get(i) == 0 ? step : step.after("step-" + (after.get(i) - 1)));
    }
    return new Plan("Changes.", steps);
  }

  @Property(tries = 200)
  void noStepIsOnANodeThatIsNotOfTheRun(
      @ForAll @Size(min = 1, max = 6) Set<@IntRange(max = 9) Integer> planned,
      @ForAll @Size(max = 10) Set<@IntRange(max = 9) Integer> known) {
    Plan plan =
        new Plan(
            "Changes.",
            List.of(step(1, planned.stream().map(id -> new NodeId("node-" + id)).toList())));
    List<Node> nodes = known.stream().map(id -> Node.of("node-" + id, Endpoint.local())).toList();
    if (known.containsAll(planned)) {
      PlanCheck.check(plan, nodes, new SwitchRobot().manifest());
    } else {
      assertThatThrownBy(() -> PlanCheck.check(plan, nodes, new SwitchRobot().manifest()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("which is no node of this run");
    }
  }

  /** In a text, whatever of a step is left out: an undo without its step is no plan. */
  @Property(tries = 20)
  void anUndoWithoutItsStepIsNoPlan(@ForAll @IntRange(min = 1, max = 5) int steps) {
    List<Step> all = new ArrayList<>();
    for (int i = 1; i <= steps; i++) {
      all.add(step(i, List.of(new NodeId("a"))).undo(change("off")));
    }
    String text = new String(new Plan("Changes.", all).canonicalBytes(), StandardCharsets.UTF_8);
    assertThat(text).contains("\"command\":");
    String without = text.replaceFirst("\"command\":", "\"forgotten\":");
    assertThatThrownBy(() -> PlanReader.create().read(without.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** One thing is wrong with it, or several are, or none. */
  @Property(tries = 300)
  @Tag("fault-66")
  void onlyAnApprovalThatIsRightInEverythingCounts(
      @ForAll boolean foreign,
      @ForAll boolean replayed,
      @ForAll boolean otherRealm,
      @ForAll @IntRange(min = -2, max = 90) int minutesLater) {
    Proposal asked = ApprovalTest.proposal(needsOne());
    Proposal shown =
        new Proposal(
            replayed ? "run-0" : asked.run(),
            otherRealm ? "office" : asked.realm(),
            asked.requestedBy(),
            asked.robot(),
            asked.goal(),
            asked.plan(),
            asked.preview(),
            asked.verdict(),
            asked.nodes(),
            asked.coverage());
    SignedApproval approval =
        ApprovalSigner.of(foreign ? STRANGERS : ADAS).approve(shown, NOON, Duration.ofHours(1));
    ApprovalVerdict verdict =
        new ApprovalCheck(asked.terms(), TRUST)
            .judge(List.of(approval), NOON.plus(Duration.ofMinutes(minutesLater)));
    boolean right = !foreign && !replayed && !otherRealm && minutesLater >= 0 && minutesLater < 60;
    assertThat(verdict.equals(ApprovalVerdict.approved())).isEqualTo(right);
  }

  private static PolicyVerdict needsOne() {
    return new PolicyVerdict.NeedsApproval("It destroys.", 1, Set.of(), false);
  }
}
