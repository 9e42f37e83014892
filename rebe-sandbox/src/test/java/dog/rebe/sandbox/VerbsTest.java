package dog.rebe.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dog.rebe.change.Plan;
import dog.rebe.command.Command;
import dog.rebe.command.DecodeException;
import dog.rebe.command.Effect;
import dog.rebe.command.JsonDecoder;
import dog.rebe.command.Limits;
import dog.rebe.command.Repetition;
import dog.rebe.execution.CommandExecutor;
import dog.rebe.execution.local.LocalTransport;
import dog.rebe.node.Node;
import dog.rebe.node.NodeId;
import dog.rebe.outcome.CapturedOutput;
import dog.rebe.outcome.CapturedStream;
import dog.rebe.outcome.ExitSignal;
import dog.rebe.outcome.ExitStatus;
import dog.rebe.outcome.FailureKind;
import dog.rebe.outcome.Outcome;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What goes into a plugin by each verb, and what may come out. */
final class VerbsTest {

  /** What {@code df} would be decoded to. */
  public record Usage(String mount, long bytes) {}

  private static final CapturedOutput OUTPUT =
      new CapturedOutput(
          CapturedStream.of("Füße\n".getBytes(StandardCharsets.UTF_8)),
          CapturedStream.of(new byte[] {-1}));

  private static final Limits COMMAND_LIMITS = Limits.of(Duration.ofMinutes(1), 1000);

  private static PluginHost host;

  @BeforeAll
  static void open() {
    host = PluginHost.builder(Guests.LOADING).build();
  }

  @AfterAll
  static void close() {
    host.close();
  }

  private static Plugin answering(String answer) {
    return host.load(Guests.plugin(Guests.answering(answer))).value().orElseThrow();
  }

  private static PluginDecoder<Usage> decoder(String answer) {
    return PluginDecoder.of(host, answering(answer), Guests.LIMITS, JsonDecoder.of(Usage.class));
  }

  private static FailureKind refusal(String answer) {
    try {
      Usage usage = decoder(answer).decode(OUTPUT, new ExitStatus(0));
      throw new AssertionError("It answered " + usage);
    } catch (DecodeException e) {
      return e.kind();
    }
  }

  @Test
  void aPluginIsADecoder() throws DecodeException {
    assertThat(
            decoder("{\"value\":{\"mount\":\"/\",\"bytes\":7}}").decode(OUTPUT, new ExitStatus(0)))
        .isEqualTo(new Usage("/", 7));
  }

  @Test
  @Tag("fault-61")
  void unknownFieldsOfAnAnswerAreIgnored() throws DecodeException {
    assertThat(
            decoder("{\"hint\":[1],\"value\":{\"mount\":\"/\",\"bytes\":7}}")
                .decode(OUTPUT, new ExitStatus(0)))
        .isEqualTo(new Usage("/", 7));
  }

  @Test
  void aRefusalSaysWhy() {
    assertThat(refusal("{\"refusal\":\"This is no output of df\"}"))
        .isEqualTo(FailureKind.PLUGIN_FAILED);
    assertThatThrownBy(
            () ->
                decoder("{\"refusal\":\"This is no output of df\"}")
                    .decode(OUTPUT, new ExitStatus(0)))
        .hasMessageContaining("guest 1")
        .hasMessageContaining("This is no output of df");
  }

  @Test
  void anAnswerThatIsNoneIsUndecodable() {
    for (String answer :
        new String[] {
          "",
          "{",
          "{}",
          "null",
          "[]",
          "{\"value\":{\"mount\":1,\"bytes\":7}}",
          "{\"value\":{}}",
          "{\"value\":1,\"value\":2}",
          "{} {}"
        }) {
      assertThat(refusal(answer)).as(answer).isEqualTo(FailureKind.UNDECODABLE);
    }
  }

  @Test
  @Tag("fault-62")
  void aDeepAnswerIsUndecodable() {
    assertThat(refusal("{\"value\":" + "[".repeat(9000) + "]".repeat(9000) + "}"))
        .isEqualTo(FailureKind.UNDECODABLE);
  }

  /** A guest that answers with its own request, as the value or in place of the answer. */
  private static String echo(String head, String tail) {
    return Guests.answering(head)
        .replace(
            "(memory",
            Guests.wasi("fd_read", "(param i32 i32 i32 i32) (result i32)")
                + "(data (i32.const 32) \""
                + tail.replace("\"", "\\22")
                + "\") (memory")
        .replaceFirst(
            "\\)\\)$",
            " (i32.store (i32.const 0) (i32.const 4096)) (i32.store (i32.const 4) (i32.const"
                + " 8192))(drop (call \\$fd_read (i32.const 0) (i32.const 0) (i32.const 1)"
                + " (i32.const 4)))(drop (call \\$fd_write (i32.const 1) (i32.const 0) (i32.const"
                + " 1) (i32.const 8)))(i32.store (i32.const 0) (i32.const 32)) (i32.store"
                + " (i32.const 4) (i32.const "
                + tail.length()
                + "))"
                + "(drop (call \\$fd_write (i32.const 1) (i32.const 0) (i32.const 1)"
                + " (i32.const 8)))))");
  }

  /** What a decoder reads as a value. */
  public record Request(
      String abi,
      String verb,
      String plugin,
      Map<String, Object> stdout,
      Map<String, Object> stderr,
      Map<String, Object> exit) {}

  @Test
  void theDecoderIsToldWhatCameAndHowItEnded() throws Exception {
    Plugin echo = host.load(Guests.plugin(echo("{\"value\":", "}"))).value().orElseThrow();
    PluginDecoder<Request> decoder =
        PluginDecoder.of(host, echo, Guests.LIMITS, JsonDecoder.of(Request.class));
    Request request = decoder.decode(OUTPUT, new ExitStatus(3));
    assertThat(
            SchemaCheck.faults(
                "decode-request",
                new String(
                    PluginJson.write(
                        Map.of(
                            "abi", request.abi(),
                            "verb", request.verb(),
                            "stdout", request.stdout(),
                            "stderr", request.stderr(),
                            "exit", request.exit())),
                    StandardCharsets.UTF_8)))
        .isEmpty();
    assertThat(request.verb()).isEqualTo("decode");
    assertThat(request.plugin()).isEqualTo("guest");
    assertThat(request.stdout()).isEqualTo(Map.of("text", "Füße\n"));
    assertThat(request.stderr()).isEqualTo(Map.of("base64", "/w=="));
    assertThat(request.exit()).isEqualTo(Map.of("status", 3));
    assertThat(decoder.decode(OUTPUT, new ExitSignal("KILL")).exit())
        .isEqualTo(Map.of("signal", "KILL"));
  }

  /** A guest that tells its log what it was asked, and gives up. */
  private static final String TELLS =
      Guests.command(
          Guests.wasi("fd_read", "(param i32 i32 i32 i32) (result i32)")
              + Guests.wasi("fd_write", "(param i32 i32 i32 i32) (result i32)")
              + Guests.wasi("proc_exit", "(param i32)"),
          "(i32.store (i32.const 0) (i32.const 1024)) (i32.store (i32.const 4) (i32.const 4096))"
              + "(drop (call $fd_read (i32.const 0) (i32.const 0) (i32.const 1) (i32.const 8)))"
              + "(i32.store (i32.const 4) (i32.load (i32.const 8)))"
              + "(drop (call $fd_write (i32.const 2) (i32.const 0) (i32.const 1) (i32.const 8)))"
              + "(call $proc_exit (i32.const 1))");

  @Test
  void requestsFollowTheirSchemas() {
    Plugin tells = host.load(Guests.plugin(TELLS)).value().orElseThrow();
    String check =
        told(PluginCheck.of(host, tells, Guests.LIMITS).check(Map.of("load", List.of(1, true))));
    assertThat(SchemaCheck.faults("check-request", check)).isEmpty();
    assertThat(SchemaCheck.faults("check-request", check.replace("facts", "x"))).hasSize(1);
    PlanTerms terms = new PlanTerms(Set.of(new NodeId("a")), COMMAND_LIMITS, KNOWN, 5);
    String plan =
        told(PluginPlanner.of(host, tells, Guests.LIMITS, terms).plan("goal", Map.of("a", 1)));
    assertThat(SchemaCheck.faults("plan-request", plan)).isEmpty();
    assertThat(plan).contains("\"nodes\":[\"a\"]");
    PluginDecoder<Usage> decoder =
        PluginDecoder.of(host, tells, Guests.LIMITS, JsonDecoder.of(Usage.class));
    assertThatThrownBy(() -> decoder.decode(OUTPUT, new ExitStatus(3)))
        .hasMessageContaining("\"exit\":{\"status\":3}");
  }

  private static String told(Outcome<?> outcome) {
    assertThat(outcome.failure().orElseThrow().kind()).isEqualTo(FailureKind.PLUGIN_FAILED);
    return outcome.evidence().output().stderr().utf8();
  }

  // ---- check

  private static Outcome<List<Finding>> check(String answer) {
    return PluginCheck.of(host, answering(answer), Guests.LIMITS).check(Map.of("load", 3));
  }

  @Test
  void aCheckGivesFindings() {
    String answer =
        "{\"findings\":[{\"id\":\"disk-full\",\"severity\":\"warning\",\"title\":\"Full\"}]}";
    assertThat(check(answer).value().orElseThrow())
        .containsExactly(new Finding("disk-full", Severity.WARNING, "Full", "", ""));
    assertThat(SchemaCheck.faults("check-answer", answer)).isEmpty();
  }

  @Test
  @Tag("fault-61")
  void anUnknownSeverityIsCritical() {
    assertThat(
            check("{\"findings\":[{\"id\":\"x\",\"severity\":\"cosmic\",\"title\":\"T\"}]}")
                .value()
                .orElseThrow()
                .get(0)
                .severity())
        .isEqualTo(Severity.CRITICAL);
  }

  @Test
  void findingsThatAreNoneAreUndecodable() {
    for (String answer :
        new String[] {
          "{}",
          "{\"findings\":{}}",
          "{\"findings\":[{}]}",
          "{\"findings\":[1]}",
          "{\"findings\":[{\"id\":\"X!\",\"severity\":\"info\",\"title\":\"T\"}]}",
          "{\"findings\":[{\"id\":\"x\",\"severity\":\"info\",\"title\":\" \"}]}"
        }) {
      assertThat(check(answer).failure().orElseThrow().kind())
          .as(answer)
          .isEqualTo(FailureKind.UNDECODABLE);
    }
  }

  // ---- plan

  private static final KnownEffects KNOWN =
      arguments ->
          arguments.get(0).equals("uptime")
              ? Optional.of(Effect.READ_ONLY)
              : arguments.get(0).equals("touch")
                  ? Optional.of(Effect.changes(Repetition.REPEATABLE))
                  : Optional.empty();

  private static Outcome<Plan> plan(String steps) {
    PlanTerms terms =
        new PlanTerms(Set.of(new NodeId("web-1"), new NodeId("web-2")), COMMAND_LIMITS, KNOWN, 5);
    String answer = "{\"purpose\":\"Tidy up\",\"steps\":[" + steps + "]}";
    return PluginPlanner.of(host, answering(answer), Guests.LIMITS, terms)
        .plan(Map.of("tidy", true), List.of())
        .map(Optional::orElseThrow);
  }

  @Test
  void thatNothingIsToBeDoneIsAnAnswerOfItsOwn() {
    PlanTerms terms = new PlanTerms(Set.of(new NodeId("web-1")), COMMAND_LIMITS, KNOWN, 5);
    assertThat(
            PluginPlanner.of(
                    host, answering("{\"nothing\":\"All is tidy.\"}"), Guests.LIMITS, terms)
                .plan("goal", List.of())
                .value())
        .contains(Optional.empty());
    for (String answer :
        new String[] {"{\"nothing\":7}", "{\"nothing\":\"All is tidy.\",\"steps\":[]}"}) {
      assertThat(
              PluginPlanner.of(host, answering(answer), Guests.LIMITS, terms)
                  .plan("goal", List.of())
                  .failure()
                  .orElseThrow()
                  .kind())
          .as(answer)
          .isEqualTo(FailureKind.UNDECODABLE);
    }
  }

  private static String step(String id, String program, String effect) {
    return "{\"id\":\""
        + id
        + "\",\"purpose\":\"Do it\",\"nodes\":[\"web-1\"],\"command\":{\"arguments\":[\""
        + program
        + "\",\"-x\"]"
        + (effect.isEmpty() ? "" : ",\"effect\":" + effect)
        + "}}";
  }

  private static Effect effect(String program, String claim) {
    return plan(step("s", program, claim)).value().orElseThrow().steps().get(0).effect();
  }

  @Test
  void aPlanIsReadWithItsOrderAndUndo() {
    String second =
        step("b", "touch", "")
            .replaceFirst("}$", ",\"after\":[\"a\"],\"undo\":{\"arguments\":[\"rm\",\"x\"]}}");
    Plan plan = plan(step("a", "uptime", "") + "," + second).value().orElseThrow();
    assertThat(plan.purpose()).isEqualTo("Tidy up");
    assertThat(plan.steps().get(1).after()).containsExactly("a");
    assertThat(plan.steps().get(1).undo().orElseThrow().effect())
        .as("nobody knows what rm does here")
        .isEqualTo(Effect.UNKNOWN);
    assertThat(plan.steps().get(0).command().limits()).isEqualTo(COMMAND_LIMITS);
    assertThat(SchemaCheck.faults("plan-answer", "{\"purpose\":\"p\",\"steps\":[" + second + "]}"))
        .isEmpty();
  }

  @Test
  void aClaimCanOnlyRaiseAnEffect() {
    String none = "{\"impact\":\"none\",\"repetition\":\"repeatable\"}";
    String changes = "{\"impact\":\"changes\",\"repetition\":\"once\"}";
    assertThat(effect("uptime", none)).isEqualTo(Effect.READ_ONLY);
    assertThat(effect("uptime", changes)).isEqualTo(Effect.changes(Repetition.ONCE));
    assertThat(effect("touch", none)).isEqualTo(Effect.changes(Repetition.REPEATABLE));
    assertThat(effect("rm", none)).as("not known").isEqualTo(Effect.UNKNOWN);
    assertThat(effect("rm", "")).isEqualTo(Effect.UNKNOWN);
  }

  @Test
  @Tag("fault-61")
  void anUnknownEffectCountsAsDestructive() {
    for (String claim :
        new String[] {
          "{\"impact\":\"tickles\"}",
          "{\"impact\":\"changes\",\"repetition\":\"sometimes\"}",
          "{}",
          "7",
          "null"
        }) {
      assertThat(effect("uptime", claim)).as(claim).isEqualTo(Effect.UNKNOWN);
    }
  }

  @Test
  void aPlanStaysWithinItsTerms() {
    assertThat(plan(step("a", "uptime", "").replace("web-1", "db-1")).failure().orElseThrow())
        .satisfies(
            failure -> {
              assertThat(failure.kind()).isEqualTo(FailureKind.UNDECODABLE);
              assertThat(failure.detail()).contains("db-1");
            });
    String six = (step("a", "uptime", "") + ",").repeat(5) + step("a", "uptime", "");
    for (String steps :
        new String[] {
          "",
          six,
          step("A!", "uptime", ""),
          step("a", "uptime", "") + "," + step("a", "uptime", ""),
          step("a", "uptime", "").replace("\"arguments\"", "\"script\""),
          step("a", "", ""),
          "{}"
        }) {
      assertThat(plan(steps).failure().orElseThrow().kind())
          .as(steps)
          .isEqualTo(FailureKind.UNDECODABLE);
    }
  }

  // ---- observe

  /** Asks for the observation of standard input and answers with what it was told. */
  private static final String OBSERVES =
      Guests.command(
          "(import \"rebe_1\" \"observe\" (func $observe (param i32 i32) (result i32)))"
              + "(import \"rebe_1\" \"answer_read\" (func $read (param i32 i32) (result i32)))"
              + Guests.wasi("fd_read", "(param i32 i32 i32 i32) (result i32)")
              + Guests.wasi("fd_write", "(param i32 i32 i32 i32) (result i32)"),
          "(i32.store (i32.const 0) (i32.const 1024)) (i32.store (i32.const 4) (i32.const 4096))"
              + "(drop (call $fd_read (i32.const 0) (i32.const 0) (i32.const 1) (i32.const 8)))"
              + "(drop (call $observe (i32.const 1024) (i32.load (i32.const 8))))"
              + "(i32.store (i32.const 4) (call $read (i32.const 1024) (i32.const 4096)))"
              + "(drop (call $fd_write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 8)))");

  private static String observe(Optional<Observations> granted, String request) {
    Plugin plugin =
        host.load(Guests.plugin(OBSERVES, "{\"grant\":\"observe\",\"subject\":\"greeting\"}"))
            .value()
            .orElseThrow();
    Grants grants = granted.map(o -> Grants.none().observe(o)).orElse(Grants.none());
    String answer =
        host.call(
                plugin,
                PluginCall.of("plan", request.getBytes(StandardCharsets.UTF_8), Guests.LIMITS)
                    .grants(grants))
            .value()
            .orElseThrow()
            .stdout()
            .utf8();
    assertThat(SchemaCheck.faults("observe-answer", answer)).isEmpty();
    return answer;
  }

  @Test
  void aPluginObservesWhatWasGrantedAndNothingElse() {
    String request = "{\"command\":\"greeting\",\"node\":\"local\"}";
    try (LocalTransport local = LocalTransport.create();
        CommandExecutor executor = CommandExecutor.builder().transport(local).build()) {
      Node node = Node.local();
      String asked = request.replace("local", node.id().value());
      Optional<Observations> granted =
          Optional.of(
              Observations.of(
                  executor,
                  List.of(node),
                  Map.of(
                      "greeting", Command.of("echo", "hi").readOnly().limits(COMMAND_LIMITS),
                      "secret", Command.of("id").readOnly().limits(COMMAND_LIMITS))));
      assertThat(observe(granted, asked)).contains("\"ok\":true").contains("\"text\":\"hi\\n\"");
      assertThat(observe(granted, asked.replace("greeting", "secret")))
          .as("granted, but not asked for in the manifest")
          .contains("not-granted");
      assertThat(observe(granted, "{\"command\":\"greeting\",\"node\":\"other\"}"))
          .contains("not-granted");
      assertThat(observe(granted, "nonsense")).contains("malformed");
      assertThat(observe(Optional.empty(), asked)).contains("not-granted");
    }
  }

  @Test
  void onlyReadOnlyCommandsCanBeGranted() {
    try (CommandExecutor executor =
        CommandExecutor.builder().transport(LocalTransport.create()).build()) {
      assertThatThrownBy(
              () ->
                  Observations.of(
                      executor,
                      List.of(Node.local()),
                      Map.of("x", Command.of("rm").effectUnknown().limits(COMMAND_LIMITS))))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("read-only");
    }
  }

  @Test
  void everySchemaIsThere() {
    assertThat(PluginSchemas.names())
        .allSatisfy(name -> assertThat(PluginSchemas.text(name)).contains(name));
    assertThatThrownBy(() -> PluginSchemas.text("../x"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
