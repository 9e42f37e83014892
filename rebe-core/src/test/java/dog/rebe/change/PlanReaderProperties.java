package dog.rebe.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dog.rebe.command.Argument;
import dog.rebe.command.Command;
import dog.rebe.command.Effect;
import dog.rebe.command.EnvironmentValue;
import dog.rebe.command.Impact;
import dog.rebe.command.Limits;
import dog.rebe.command.Repetition;
import dog.rebe.command.RunAs;
import dog.rebe.command.Secret;
import dog.rebe.command.SecretSource;
import dog.rebe.command.StandardInput;
import dog.rebe.facts.Facts;
import dog.rebe.node.NodeId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class PlanReaderProperties {

  private static final List<NodeId> NODES =
      List.of(new NodeId("a"), new NodeId("b"), new NodeId("c"));
  private static final SecretSource NOWHERE =
      name -> {
        throw new UnsupportedOperationException();
      };
  private static final PlanReader READER = PlanReader.withSecrets(name -> Optional.of(NOWHERE));

  @Property(tries = 300)
  void comesBackByteForByte(@ForAll("plans") Plan plan) {
    Plan read = READER.read(plan.canonicalBytes());
    assertThat(new String(read.canonicalBytes(), StandardCharsets.UTF_8))
        .isEqualTo(new String(plan.canonicalBytes(), StandardCharsets.UTF_8));
    assertThat(read.digest()).isEqualTo(plan.digest());
    assertThat(read.effect()).isEqualTo(plan.effect());
    assertThat(read.nodes()).isEqualTo(plan.nodes());
  }

  @Property(tries = 300)
  void noDamageComesBackAsTheSamePlanAndNoneAsAnythingButARefusal(
      @ForAll("plans") Plan plan, @ForAll int place, @ForAll byte change) {
    byte[] bytes = plan.canonicalBytes();
    int at = Math.floorMod(place, bytes.length);
    bytes[at] ^= change == 0 ? 1 : change;
    try {
      assertThat(READER.read(bytes).digest()).isNotEqualTo(plan.digest());
    } catch (IllegalArgumentException refused) {
      assertThat(refused).hasMessageContaining("plan");
    }
  }

  @Example
  void refusesWhatAPlanDoesNotSay() {
    String json = text(List.of(step("one", Command.of("df").readOnly().limits(limits(1)))));
    assertThatThrownBy(() -> read(json.replace("{\"purpose\"", "{\"hidden\":true,\"purpose\"")))
        .hasMessageContaining("more than a plan can say");
    assertThatThrownBy(() -> read(json.replace("\"nodes\":[\"a\"", "\"nodes\":[7")))
        .hasMessageContaining("plan.steps[0].nodes[0] is not a string");
    assertThatThrownBy(() -> read(json.replace("\"after\":[]", "\"after\":[\"two\"]")))
        .hasMessageContaining("comes after two, which is no earlier step");
    assertThatThrownBy(() -> read(json.replace("PT1S", "soon"))).hasMessageContaining("ISO 8601");
    assertThatThrownBy(() -> read("[]")).hasMessageContaining("plan is not an object");
    assertThatThrownBy(() -> read("")).hasMessageContaining("plan");
  }

  @Example
  void refusesAPlanThatNamesASecretWhereThereIsNoSource() {
    Command<?> command =
        Command.of(List.of(Argument.of("login"), Argument.secretFile(Secret.of("key", NOWHERE))))
            .changes(Repetition.ONCE)
            .limits(limits(1));
    String json = text(List.of(step("one", command)));
    assertThat(json).contains("secretFile");
    assertThatThrownBy(() -> read(json)).hasMessageContaining("names the secret 'key'");
  }

  @Example
  void refusesStepsThatDependOnEachOther() {
    Step first = step("one", Command.of("df").readOnly().limits(limits(1))).after("two");
    Step second = step("two", Command.of("df").readOnly().limits(limits(1))).after("one");
    assertThatThrownBy(() -> new Plan("Turns in circles.", List.of(first, second)))
        .hasMessageContaining("one comes after two");
  }

  private static Plan read(String json) {
    return PlanReader.create().read(json.getBytes(StandardCharsets.UTF_8));
  }

  private static String text(List<Step> steps) {
    return new String(new Plan("Does.", steps).canonicalBytes(), StandardCharsets.UTF_8);
  }

  private static Step step(String id, Command<?> command) {
    return Step.of(id, "Does it.", command, NODES.subList(0, 1));
  }

  private static Limits limits(int seconds) {
    return Limits.of(Duration.ofSeconds(seconds), 1000L * seconds);
  }

  @Provide
  Arbitrary<Plan> plans() {
    return Combinators.combine(commands(), commands(), readers(), texts())
        .as(
            (one, two, reader, text) -> {
              Step first =
                  Step.of("first", text + "!", one, NODES)
                      .requires(Precondition.holds("It is so.", reader))
                      .requires(
                          new Precondition(
                              "It is still so.",
                              reader,
                              Map.of(NODES.get(1), CommandDigest.of(reader, NODES))))
                      .preview(reader);
              Step second =
                  Step.of("second", "Then.", two, NODES.subList(1, 3))
                      .after("first")
                      .probe(reader)
                      .undo(one);
              return new Plan(text + "?", List.of(first, second));
            });
  }

  private static Arbitrary<Command<?>> readers() {
    return Combinators.combine(texts(), Arbitraries.integers().between(1, 90), flags())
        .as(
            (text, seconds, batch) ->
                batch
                    ? Facts.command(Limits.of(Duration.ofSeconds(seconds), Facts.OUTPUT_BYTES))
                    : Command.of("look", text).readOnly().limits(limits(seconds)));
  }

  private static Arbitrary<Command<?>> commands() {
    Arbitrary<Effect> effects =
        Combinators.combine(
                Arbitraries.of(Impact.CHANGES, Impact.DESTROYS), Arbitraries.of(Repetition.class))
            .as(Effect::new);
    return Combinators.combine(
            texts(), bytes(), effects, Arbitraries.integers().between(1, 90), flags(), flags())
        .as(PlanReaderProperties::command);
  }

  private static Command<?> command(
      String text, byte[] bytes, Effect effect, int seconds, boolean script, boolean rich) {
    Command<?> command =
        script
            ? Command.script("echo " + text + "1").effect(effect).limits(limits(seconds))
            : Command.of(List.of(Argument.of("p"), Argument.of(text), Argument.of(bytes)))
                .effect(effect)
                .limits(limits(seconds));
    if (!rich) {
      return command.input(StandardInput.of(bytes));
    }
    return command
        .environment("A", text)
        .environment("B", EnvironmentValue.of(Secret.of("s", NOWHERE)))
        .input(StandardInput.secret(Secret.of("t", NOWHERE)))
        .directory("/srv")
        .asUser(RunAs.doas("root"))
        .acceptExits(0, 3, seconds);
  }

  private static Arbitrary<String> texts() {
    return Arbitraries.strings().withCharRange(' ', '\uD7FF').ofMaxLength(12);
  }

  private static Arbitrary<byte[]> bytes() {
    return Arbitraries.bytes().filter(b -> b != 0).array(byte[].class).ofMaxSize(8);
  }

  private static Arbitrary<Boolean> flags() {
    return Arbitraries.of(true, false);
  }
}
