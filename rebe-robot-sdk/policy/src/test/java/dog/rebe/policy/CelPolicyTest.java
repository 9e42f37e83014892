package dog.rebe.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dog.rebe.change.Plan;
import dog.rebe.change.Preview;
import dog.rebe.change.Step;
import dog.rebe.command.Command;
import dog.rebe.command.Limits;
import dog.rebe.command.Repetition;
import dog.rebe.node.Endpoint;
import dog.rebe.node.Node;
import dog.rebe.node.NodeId;
import dog.rebe.robot.GoalType;
import dog.rebe.robot.RobotManifest;
import dog.rebe.robot.SdkRange;
import dog.rebe.runner.PolicyQuestion;
import dog.rebe.runner.PolicyVerdict;
import dog.rebe.runner.PolicyVerdict.Allowed;
import dog.rebe.runner.PolicyVerdict.Denied;
import dog.rebe.runner.PolicyVerdict.NeedsApproval;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CelPolicyTest {

  private static final PolicyFacts READS = PolicyFacts.readOnly();
  private static final PolicyFacts CHANGES = READS.with("plan.impact", "changes");
  private static final PolicyFacts DESTROYS = READS.with("plan.impact", "destroys");

  private static CelPolicy policy(String... lines) {
    return CelPolicy.parse(String.join("\n", lines), ZoneOffset.UTC);
  }

  @Test
  void theSafePolicyAsksForMorePeopleTheMoreCanBeLost() {
    CelPolicy safe = CelPolicy.safe();
    assertThat(safe.judge(READS)).isEqualTo(new Allowed("It only reads."));
    assertThat(safe.judge(CHANGES))
        .isEqualTo(new NeedsApproval("It changes something.", 1, Set.of(), true));
    assertThat(safe.judge(DESTROYS))
        .isEqualTo(new NeedsApproval("It destroys something.", 1, Set.of(), false));
    assertThat(safe.judge(DESTROYS.with("blast.nodes", 2))).matches(v -> people(v) == 2);
    assertThat(safe.judge(CHANGES.with("blast.nodes", 51))).matches(v -> people(v) == 2);
    assertThat(safe.judge(CHANGES.with("blast.nodes", 50))).matches(v -> people(v) == 1);
    assertThat(safe.judge(CHANGES.with("preview.complete", false).with("plan.undoable", false)))
        .matches(v -> people(v) == 2);
  }

  private static int people(PolicyVerdict verdict) {
    return verdict instanceof NeedsApproval needs ? needs.approvers() : 0;
  }

  @Test
  void theStrictestRuleCountsWhateverTheOrder() {
    String allow = "allow | Fine. | true";
    String need = "need 1 of owners or operators | One. | plan.impact != 'none'";
    String two = "need 2 of operators, not requester | Two. | plan.impact == 'destroys'";
    String deny = "deny | Weekend. | now.weekday >= 6";
    for (CelPolicy policy :
        List.of(policy(allow, need, two, deny), policy(deny, two, need, allow))) {
      assertThat(policy.judge(READS)).isEqualTo(new Allowed("Fine."));
      assertThat(policy.judge(CHANGES))
          .isEqualTo(new NeedsApproval("One.", 1, Set.of("owners", "operators"), true));
      assertThat(policy.judge(DESTROYS))
          .isInstanceOfSatisfying(
              NeedsApproval.class,
              needs -> {
                assertThat(needs.approvers()).isEqualTo(2);
                assertThat(needs.groups()).containsExactly("operators");
                assertThat(needs.requesterMayApprove()).isFalse();
              });
      assertThat(policy.judge(READS.with("now.weekday", 7))).isEqualTo(new Denied("Weekend."));
    }
  }

  @Test
  void twoGroupsThatNobodyIsInTogetherCanBeSatisfiedByNobody() {
    CelPolicy policy = policy("need 1 of a | A. | true", "need 1 of b | B. | true");
    assertThat(((NeedsApproval) policy.judge(READS)).groups()).containsExactly("a and b");
  }

  @Test
  void deniesWhatNoRuleSpeaksOf() {
    assertThat(policy("allow | Fine. | false").judge(READS)).isInstanceOf(Denied.class);
  }

  @Test
  void deniesWhereAnExpressionFails() {
    CelPolicy policy = policy("allow | Fine. | true", "allow | Fine. | nodes[7].site == 'oslo'");
    assertThat(policy.judge(READS))
        .isInstanceOfSatisfying(
            Denied.class, denied -> assertThat(denied.reason()).contains("Line 2 of the policy"));
  }

  @Test
  void seesTheLabelsOfTheNodes() {
    CelPolicy policy = policy("allow | Fine. | nodes.all(n, 'site' in n && n.site == 'oslo')");
    assertThat(policy.judge(READS)).isInstanceOf(Denied.class);
    assertThat(policy.judge(question(node("a", "oslo"), node("b", "oslo"))))
        .isInstanceOf(Allowed.class);
    assertThat(policy.judge(question(node("a", "oslo"), node("b", "graz"))))
        .isInstanceOf(Denied.class);
  }

  @Test
  void countsHoursWhereThePolicyIsAtHome() {
    String rule = "allow | Work time. | now.hour >= 8 && now.hour < 17 && now.weekday <= 5";
    PolicyQuestion sevenInTheMorning = question(node("a", "oslo"));
    assertThat(policy(rule).judge(sevenInTheMorning)).isInstanceOf(Denied.class);
    assertThat(CelPolicy.parse(rule, ZoneId.of("Europe/Oslo")).judge(sevenInTheMorning))
        .isInstanceOf(Allowed.class);
  }

  private static Node node(String id, String site) {
    return Node.of(id, Endpoint.local()).withLabel("site", site);
  }

  private static PolicyQuestion question(Node... nodes) {
    List<NodeId> ids = List.of(nodes).stream().map(Node::id).toList();
    Command<?> command =
        Command.of("touch", "/tmp/a")
            .changes(Repetition.REPEATABLE)
            .limits(Limits.of(Duration.ofSeconds(1), 10));
    Plan plan = new Plan("Touches.", List.of(Step.of("touch", "Touches.", command, ids)));
    GoalType goal = GoalType.builder().build();
    return new PolicyQuestion(
        new RobotManifest(
            "toucher",
            "1",
            "Touches.",
            goal,
            List.of("files"),
            List.of("files:/tmp"),
            SdkRange.current()),
        goal.standard(),
        plan,
        new Preview(plan.digest(), List.of()),
        List.of(nodes),
        "home",
        "ada",
        Instant.parse("2026-11-20T07:30:00Z"));
  }

  @Test
  void refusesWhatDoesNotCompile() {
    assertRefused(
        "allow | Fine. | plan.impac == 'none'",
        "Line 1 of the policy: 'plan.impac' is no name; did you mean plan.impact? Known: blast.bytes,");
    assertRefused("allow | Fine. | 1 == 1 && weather", "'weather' is no name. Known: ", "now.hour");
    assertRefused("allow | Fine. | plan.impact = 'a=b'", "Line 1", "write == to compare");
    assertRefused("allow | Fine. | plan.impact", "Line 1", "expected type 'bool'");
    assertRefused("allow | Fine. | blast.nodes > 'many'", "Line 1", "no matching overload");
    assertRefused("allow | Fine. | (", "Line 1");
    assertRefused("\n# a remark\nmaybe | Fine. | true", "Line 3", "say allow, deny, or need");
    assertRefused("allow | Fine.", "Line 1", "VERDICT | REASON | EXPRESSION");
    assertRefused("need 0 | Fine. | true", "need 0");
    assertRefused("allow |  | true", "no reason");
    assertRefused("# nothing", "no rule");
  }

  private static void assertRefused(String policy, String... words) {
    assertThatThrownBy(() -> policy(policy))
        .isInstanceOf(PolicyException.class)
        .satisfies(e -> assertThat(e.getMessage()).contains(words));
  }

  @Test
  void testsOfPoliciesCannotMisspellAName() {
    assertThatThrownBy(() -> READS.with("plan.impac", "none")).hasMessageContaining("plan.impact");
    assertThatThrownBy(() -> READS.with("blast.nodes", "two")).hasMessageContaining("is a Long");
  }
}
