package dog.rebe.robotplugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dog.rebe.change.Plan;
import dog.rebe.change.Precondition;
import dog.rebe.command.Command;
import dog.rebe.command.Effect;
import dog.rebe.command.Limits;
import dog.rebe.command.Repetition;
import dog.rebe.node.NodeId;
import dog.rebe.outcome.CapturedOutput;
import dog.rebe.outcome.CapturedStream;
import dog.rebe.robot.Goal;
import dog.rebe.robot.Robot;
import dog.rebe.robot.RobotManifest;
import dog.rebe.robot.Robots;
import dog.rebe.sandbox.LoadLimits;
import dog.rebe.sandbox.Plugin;
import dog.rebe.sandbox.PluginHost;
import dog.rebe.sandbox.PluginLimits;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A plugin as a robot: what it says, sees and plans, and what it cannot do. */
final class PluginRobotTest {

  private static final Limits LIMITS = Limits.of(Duration.ofSeconds(5), 1000);

  private static final PluginLimits PLUGIN =
      PluginLimits.builder()
          .deadline(Duration.ofMinutes(2))
          .memoryBytes(16 << 20)
          .answerBytes(1 << 20)
          .logBytes(1000)
          .openFiles(0)
          .hostCalls(1000)
          .build();

  private static final Command<?> UPTIME = Command.of("uptime").readOnly().limits(LIMITS);

  private static PluginHost host;

  @BeforeAll
  static void open() {
    host = PluginHost.builder(new LoadLimits(Duration.ofMinutes(2), 8 << 20)).build();
  }

  @AfterAll
  static void close() {
    host.close();
  }

  private static PluginRobotBuilder builder(byte[] module) {
    Plugin plugin = host.load(module).value().orElseThrow();
    return PluginRobot.of(host, plugin).limits(PLUGIN).commandLimits(LIMITS);
  }

  private static PluginRobot robot(String answer, String robot) {
    return builder(AnsweringGuest.of(answer, robot))
        .observe("uptime", UPTIME)
        .effects(
            arguments ->
                arguments.get(0).equals("start")
                    ? Optional.of(Effect.changes(Repetition.REPEATABLE))
                    : Optional.empty())
        .build();
  }

  private static PluginRobot robot(String answer) {
    return robot(answer, AnsweringGuest.ROBOT);
  }

  private static Optional<Plan> plan(PluginRobot robot, Machines machines) {
    Goal goal = robot.manifest().goalType().standard();
    return robot.plan(robot.observe(machines, goal), goal);
  }

  private static String steps(String... steps) {
    return "{\"purpose\":\"Starts what is down.\",\"steps\":[" + String.join(",", steps) + "]}";
  }

  private static String step(String id, String node, String program, String more) {
    return """
    {"id":"%s","purpose":"Starts the service.","nodes":["%s"],
     "command":{"arguments":["%s","web"]%s}}
    """
        .formatted(id, node, program, more);
  }

  private static String why(String answer) {
    return why(robot(answer), Machines.of("a", "b"));
  }

  private static String why(PluginRobot robot, Machines machines) {
    try {
      return "planned " + plan(robot, machines);
    } catch (PluginRobotException e) {
      return String.valueOf(e.getMessage());
    }
  }

  // ---- What it is

  @Test
  void itsManifestIsThatOfARobot() {
    RobotManifest manifest = robot("{}").manifest();
    assertThat(manifest.id()).as("none of a robot in Java").isEqualTo("plugin.starter");
    assertThat(manifest.version()).isEqualTo("1.2");
    assertThat(manifest.purpose()).isEqualTo("Starts the web service where it is down.");
    assertThat(manifest.observes()).containsExactly("uptime: to see which machines are there");
    assertThat(manifest.services()).containsExactly("web");
    assertThat(manifest.goalType().phrases()).hasSize(1);
    assertThat(manifest.goalType().jsonSchema()).contains("\"service\"", "\"default\":\"web\"");
    assertThat(manifest.sdk().fits()).isTrue();
  }

  @Test
  void itIsFoundAmongOtherRobots() {
    PluginRobot robot = robot("{}");
    Robots robots = Robots.none().with(robot);
    Robot<?> found = robots.find("plugin.starter").orElseThrow();
    assertThat(found).isSameAs(robot);
    assertThatThrownBy(() -> robots.with(robot("{}"))).hasMessageContaining("plugin.starter");
  }

  @Test
  void whatIsNoRobotIsRefusedBeforeAnyOfItRuns() {
    Map<String, String> faults =
        Map.ofEntries(
            Map.entry("", "no field robot"),
            Map.entry("{}", "purpose"),
            Map.entry("{\"purpose\":\"Does things.\"}", "looks at"),
            Map.entry(AnsweringGuest.ROBOT.replace("service:web", "all"), "'all'"),
            Map.entry(AnsweringGuest.ROBOT.replace("\"uptime\"", "\"../x\""), "'../x'"),
            Map.entry(AnsweringGuest.ROBOT.replace("\"text\"", "\"regex\""), "'regex'"),
            Map.entry(AnsweringGuest.ROBOT.replace("\"word\"", "\"(a+)+\""), "'(a+)+'"),
            Map.entry(AnsweringGuest.ROBOT.replace("\"web\"", "\"no word\""), "no word"),
            Map.entry(AnsweringGuest.ROBOT.replace("Starts", "\\u001b[2JStarts"), "seen"),
            Map.entry(AnsweringGuest.ROBOT.replace("Starts", "\\u202eStarts"), "seen"));
    faults.forEach(
        (robot, fault) ->
            assertThatThrownBy(() -> robot("{}", robot))
                .as(robot)
                .isInstanceOf(PluginRobotException.class)
                .hasMessageContaining(fault));
    assertThatThrownBy(
            () -> builder(AnsweringGuest.withVerbs("[\"decode\"]", AnsweringGuest.ROBOT)).build())
        .hasMessageContaining("no verb plan");
  }

  @Test
  void limitsMustBeSaid() {
    Plugin plugin = host.load(AnsweringGuest.of("{}", AnsweringGuest.ROBOT)).value().orElseThrow();
    assertThatThrownBy(() -> PluginRobot.of(host, plugin).limits(PLUGIN).build())
        .isInstanceOf(IllegalStateException.class);
  }

  // ---- What it sees

  @Test
  void itSeesOnlyWhatWasGranted() {
    byte[] module = AnsweringGuest.of("{}", AnsweringGuest.ROBOT);
    assertThatThrownBy(() -> builder(module).build())
        .isInstanceOf(PluginRobotException.class)
        .hasMessageContaining("uptime")
        .hasMessageContaining("not granted");
    assertThatThrownBy(
            () ->
                builder(module)
                    .observe(
                        "uptime", Command.of("reboot").changes(Repetition.ONCE).limits(LIMITS)))
        .isInstanceOf(IllegalArgumentException.class);
    PluginRobot more =
        builder(module)
            .observe("uptime", UPTIME)
            .observe("secrets", Command.of("cat", "/etc/shadow").readOnly().limits(LIMITS))
            .build();
    assertThat(more.observe(Machines.of("a"), more.manifest().goalType().standard()).answers())
        .as("it did not ask for the other one")
        .allSatisfy((node, answers) -> assertThat(answers).containsOnlyKeys("uptime"));
  }

  @Test
  void anExitThatIsAnAnswerIsOneIfTheCallerSaysSo() {
    Machines machines = Machines.of("a", "b").exiting(3, "b");
    PluginRobot strict = robot(steps(step("start", "b", "start", "")));
    assertThat(why(strict, machines)).contains("the machine b");
    assertThat(why(strict, machines.exiting(3, "a", "b")))
        .contains("no machine could be looked at", "uptime on a: exit 3", "acceptExits");
    assertThat(why(strict, machines.without("a", "b"))).doesNotContain("acceptExits");

    PluginRobot robot =
        builder(AnsweringGuest.of(steps(step("start", "b", "start", "")), AnsweringGuest.ROBOT))
            .observe("uptime", UPTIME.acceptExits(0, 3))
            .build();
    Goal goal = robot.manifest().goalType().standard();
    PluginObservations observed = robot.observe(machines, goal);
    assertThat(observed.unseen()).isEmpty();
    assertThat(ObservationValues.of(observed).get("b").toString()).contains("exit=3");
    assertThat(robot.plan(observed, goal)).isPresent();
    assertThat(why(robot, machines.exiting(4, "b"))).contains("the machine b");
  }

  @Test
  void whatTheGuestIsToldDoesNotDependOnTime() {
    PluginRobot robot = robot("{}");
    Goal goal = robot.manifest().goalType().standard();
    PluginObservations once = robot.observe(Machines.of("a", "b"), goal);
    PluginObservations again = robot.observe(Machines.of("a", "b"), goal);
    assertThat(once).as("took another time").isNotEqualTo(again);
    assertThat(ObservationValues.of(once)).isEqualTo(ObservationValues.of(again));
    assertThat(ObservationValues.of(once).toString()).contains("uptime on a");
  }

  // ---- What it plans

  @Test
  void aPlanOfItIsAPlan() {
    String start =
        step("start", "a", "start", "")
            .replaceFirst("}\\s*$", ",\"undo\":{\"arguments\":[\"stop\",\"web\"]}}");
    PluginRobot robot = robot(steps(start, step("again", "b", "start", "")));
    Plan plan = plan(robot, Machines.of("a", "b")).orElseThrow();
    assertThat(plan.nodes()).containsExactly(new NodeId("a"), new NodeId("b"));
    assertThat(plan.effect()).isEqualTo(Effect.changes(Repetition.REPEATABLE));
    assertThat(plan.steps().get(0).undo().orElseThrow().effect())
        .as("nobody knows what stop does")
        .isEqualTo(Effect.UNKNOWN);
    assertThat(plan(robot, Machines.of("a", "b")).orElseThrow().digest()).isEqualTo(plan.digest());
  }

  @Test
  void whatItCallsSteadyMustStillHoldWhereThePlanBegins() {
    String steady =
        AnsweringGuest.ROBOT.replace(
            "machines are there\"", "machines are there\", \"steady\": true");
    assertThat(steady).isNotEqualTo(AnsweringGuest.ROBOT);
    PluginRobot robot =
        robot(
            steps(
                step("one", "a", "start", ""),
                step("two", "a\",\"b", "start", ""),
                step("three", "b", "start", "")),
            steady);
    Plan plan = plan(robot, Machines.of("a", "b")).orElseThrow();
    assertThat(plan.step("one").after()).isEmpty();
    assertThat(plan.step("two").after()).containsExactly("one");
    assertThat(plan.step("three").after()).containsExactly("two");
    assertThat(plan.step("three").preconditions()).isEmpty();
    Precondition onA = plan.step("one").preconditions().get(0);
    assertThat(onA.expected()).containsOnlyKeys(new NodeId("a"));
    assertThat(onA.check()).hasToString("uptime");
    assertThat(onA.accepts(new NodeId("a"), printed("uptime on a"))).isTrue();
    assertThat(onA.accepts(new NodeId("a"), printed("uptime on a!"))).isFalse();
    assertThat(plan.step("two").preconditions().get(0).expected())
        .as("b is new there, and a has changed by then")
        .containsOnlyKeys(new NodeId("b"));
    assertThat(plan(robot(steps(step("one", "a", "start", ""))), Machines.of("a")))
        .as("nothing is steady unless it is said")
        .hasValueSatisfying(other -> assertThat(other.step("one").preconditions()).isEmpty());
  }

  @Test
  void aSteadyCommandMustStillEndAsItDid() {
    String steady =
        AnsweringGuest.ROBOT.replace(
            "machines are there\"", "machines are there\", \"steady\": true");
    PluginRobot robot =
        builder(
                AnsweringGuest.of(
                    steps(
                        step("one", "a", "start", ""),
                        step("two", "b\",\"c", "start", ""),
                        step("three", "a\",\"d", "start", "")),
                    steady))
            .observe("uptime", UPTIME.acceptExits(0, 1, 3))
            .build();
    Plan plan = plan(robot, Machines.of("a", "b", "c", "d").exiting(3, "a", "b")).orElseThrow();
    assertThat(exits(plan, "one")).containsExactly(3);
    assertThat(exits(plan, "two")).as("3 on b, 0 on c").containsExactlyInAnyOrder(0, 3);
    assertThat(exits(plan, "three"))
        .as("a has changed by then, and is asked, too")
        .containsExactlyInAnyOrder(0, 1, 3);
  }

  private static Set<Integer> exits(Plan plan, String step) {
    return plan.step(step).preconditions().get(0).check().acceptedExits();
  }

  private static CapturedOutput printed(String text) {
    return new CapturedOutput(
        CapturedStream.of(text.getBytes(StandardCharsets.UTF_8)), CapturedStream.empty());
  }

  @Test
  void nothingToDoIsNoPlan() {
    PluginRobot robot = robot("{\"nothing\":\"All of it runs.\"}");
    assertThat(plan(robot, Machines.of("a"))).isEmpty();
    Goal goal = robot.manifest().goalType().standard();
    assertThat(robot.verify(robot.observe(Machines.of("a"), goal), goal).isPassed()).isTrue();
    assertThat(robot.verify(robot.observe(Machines.of("a", "b").without("b"), goal), goal))
        .as("b may be in any state")
        .satisfies(
            found -> assertThat(found.problems()).hasSize(1).first().asString().contains("b"));
  }

  @Test
  void machinesThatCannotBeSeenAreLeftOut() {
    PluginRobot robot = robot(steps(step("start", "b", "start", "")));
    assertThat(plan(robot, Machines.of("a", "b").without("a"))).isPresent();
    assertThat(why(robot, Machines.of("a", "b").without("b"))).contains("the machine b");
    assertThat(why(robot, Machines.of("a", "b").without("a", "b")))
        .contains("no machine could be looked at");
  }

  @Test
  @Tag("fault-61")
  void itsOwnWordCanOnlyRaiseAnEffect() {
    String none = ",\"effect\":{\"impact\":\"none\",\"repetition\":\"repeatable\"}";
    String destroys = ",\"effect\":{\"impact\":\"destroys\",\"repetition\":\"once\"}";
    assertThat(effect("start", none)).isEqualTo(Effect.changes(Repetition.REPEATABLE));
    assertThat(effect("start", destroys)).isEqualTo(Effect.UNKNOWN);
    assertThat(effect("rm", none)).as("nobody knows what it does").isEqualTo(Effect.UNKNOWN);
  }

  private static Effect effect(String program, String claim) {
    return plan(robot(steps(step("s", "a", program, claim))), Machines.of("a"))
        .orElseThrow()
        .effect();
  }

  // ---- Hostile plans

  @Test
  void aPlanThatTurnsInACircleIsRefused() {
    String one = step("one", "a", "start", "").replaceFirst("}\\s*$", ",\"after\":[\"two\"]}");
    String two = step("two", "a", "start", "").replaceFirst("}\\s*$", ",\"after\":[\"one\"]}");
    assertThat(why(steps(one, two))).contains("undecodable", "two, which is no earlier step");
    String self = step("one", "a", "start", "").replaceFirst("}\\s*$", ",\"after\":[\"one\"]}");
    assertThat(why(steps(self))).contains("cannot come after one");
  }

  @Test
  void aPlanForOtherMachinesIsRefused() {
    assertThat(why(steps(step("s", "db-1", "start", "")))).contains("the machine db-1");
    assertThat(why(steps(step("s", "../a", "start", "")))).contains("gives no plan");
    assertThat(why(steps(step("s", "a\",\"a", "start", "")))).contains("twice");
  }

  @Test
  void aChangeThatTheManifestDoesNotNameIsRefused() {
    String looks = AnsweringGuest.ROBOT.replace("[\"service:web\"]", "[]");
    PluginRobot robot = robot(steps(step("s", "a", "start", "")), looks);
    assertThat(why(robot, Machines.of("a"))).contains("the manifest says that nothing is changed");
    String none = ",\"effect\":{\"impact\":\"none\"}";
    assertThat(why(robot(steps(step("s", "a", "rm", none)), looks), Machines.of("a")))
        .as("whatever it says of it")
        .contains("the manifest says that nothing is changed");
  }

  @Test
  void aGiantPlanIsRefused() {
    String[] many = new String[101];
    java.util.Arrays.setAll(many, i -> step("s" + i, "a", "start", ""));
    assertThat(why(steps(many))).contains("undecodable", "at most 100");
    assertThat(why(steps(step("s", "a", "start", "").replace("web", "x".repeat(1 << 20)))))
        .contains("plugin-over-output");
    assertThat(why(steps(step("s", "a", "start", "").replace("Starts the", "x".repeat(501)))))
        .contains("500 characters");
  }

  @Test
  void whatIsNoPlanIsRefused() {
    for (String answer :
        new String[] {
          "",
          "hello",
          "[]",
          "7",
          "{",
          "{}",
          "{\"steps\":[]}",
          "{\"purpose\":\"x\",\"steps\":7}",
          "{\"purpose\":\"x\",\"purpose\":\"y\"}",
          "[".repeat(5000),
          "{\"nothing\":[]}",
          steps(),
          steps("{}"),
          steps("7"),
          steps("null"),
          steps(step("S!", "a", "start", "")),
          steps(step("s", "a", "", "")),
          steps(step("s", "a", "start", ""), step("s", "a", "start", ""))
        }) {
      assertThat(why(answer)).as(answer).contains("gives no plan: undecodable");
    }
    assertThat(why("{\"refusal\":\"I do not know how.\"}")).contains("I do not know how.");
  }

  @Test
  void wordsThatWouldHideThePlanAreRefused() {
    for (String hidden : new String[] {"\\u001b[1A", "\\u202e", "\\u0000", "\\n", "\\u200b"}) {
      String answer = steps(step("s", "a", "start", "").replace("Starts the", hidden + "Starts"));
      assertThat(why(answer)).as(hidden).contains("the purpose of the step s is no line");
    }
    assertThat(why(steps(step("s", "a", "start", "")).replace("Starts what", "\\u0007")))
        .contains("the purpose of the plan is no line");
  }

  @Test
  @Tag("fault-48")
  void aPlannerThatNeverEndsIsEnded() {
    PluginRobot endless =
        builder(AnsweringGuest.running("(loop $l (br $l))", AnsweringGuest.ROBOT))
            .observe("uptime", UPTIME)
            .limits(new PluginLimits(Duration.ofMillis(200), 65_536, 100, 100, 0, 100))
            .build();
    assertThat(why(endless, Machines.of("a"))).contains("plugin-timed-out");
    PluginRobot traps =
        builder(AnsweringGuest.running("unreachable", AnsweringGuest.ROBOT))
            .observe("uptime", UPTIME)
            .build();
    assertThat(why(traps, Machines.of("a"))).contains("plugin-trapped");
  }
}
