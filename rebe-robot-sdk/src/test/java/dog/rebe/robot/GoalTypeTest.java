package dog.rebe.robot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GoalTypeTest {

  private static final GoalType TYPE =
      GoalType.builder()
          .choice("action", "What to do.", "tidy", "remove")
          .whole("days", "How old.", 1, 365, 30)
          .text("owner", "Whose.", "[a-z]+")
          .texts("folders", "Where.", "/.*", List.of("/tmp"))
          .yesNo("loud", "Whether to say so.", false)
          .phrase("tidy up")
          .build();

  @Test
  void fillsInWhatIsNotSaid() {
    Goal goal = TYPE.goal(Map.of("owner", "ada"));
    assertThat(goal.text("action")).isEqualTo("tidy");
    assertThat(goal.whole("days")).isEqualTo(30);
    assertThat(goal.text("owner")).isEqualTo("ada");
    assertThat(goal.texts("folders")).containsExactly("/tmp");
    assertThat(goal.yesNo("loud")).isFalse();
    assertThat(goal)
        .hasToString(
            "{\"action\":\"tidy\",\"days\":30,\"folders\":[\"/tmp\"],\"loud\":false,"
                + "\"owner\":\"ada\"}")
        .isEqualTo(TYPE.goal(goal.values()));
  }

  @Test
  void refusesWhatDoesNotFitAndNamesIt() {
    assertRefused(Map.of(), "no 'owner': Whose.");
    assertRefused(Map.of("owner", "Ada"), "'Ada', which is not text that matches [a-z]+");
    assertRefused(Map.of("owner", 7), "'7', which is not text");
    assertRefused(with("days", 0), "an integer from 1 to 365");
    assertRefused(with("days", 366L), "an integer from 1 to 365");
    assertRefused(with("action", "burn"), "one of tidy, remove");
    assertRefused(with("loud", "yes"), "true or false");
    assertRefused(with("folders", List.of("tmp")), "a list of texts that match /.*");
    assertRefused(with("speed", 3), "[speed], which this robot does not know");
    assertRefused(with("owner", "a".repeat(5000)), "...', which is not text");
  }

  private static Map<String, Object> with(String name, Object value) {
    return name.equals("owner")
        ? Map.<String, Object>of("owner", value)
        : Map.<String, Object>of("owner", "ada", name, value);
  }

  private static void assertRefused(Map<String, ?> values, String words) {
    assertThatThrownBy(() -> TYPE.goal(values))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(words);
  }

  @Test
  void describesItselfAsJsonSchema() {
    assertThat(TYPE.jsonSchema())
        .contains("\"additionalProperties\":false")
        .contains(
            "\"days\":{\"default\":30,\"description\":\"How old.\",\"maximum\":365,\"minimum\":1,"
                + "\"type\":\"integer\"}")
        .contains("\"required\":[\"owner\"]")
        .contains("\"x-phrases\":[\"tidy up\"]");
  }

  @Test
  void rejectsATypeThatContradictsItself() {
    GoalType.Builder builder = GoalType.builder().yesNo("loud", "Whether.", true);
    assertThatThrownBy(() -> builder.yesNo("loud", "Whether.", true))
        .hasMessageContaining("two fields called loud");
    assertThatThrownBy(() -> builder.whole("days", "How old.", 1, 9, 10))
        .hasMessageContaining("an integer from 1 to 9");
    assertThatThrownBy(() -> builder.whole("Days", "How old.", 1, 9))
        .hasMessageContaining("no name");
  }

  @Test
  void aGoalIsAskedForTheTypeThatItHas() {
    Goal goal = TYPE.goal(Map.of("owner", "ada"));
    assertThatThrownBy(() -> goal.whole("owner")).hasMessageContaining("no field 'owner'");
    assertThatThrownBy(() -> goal.text("speed")).hasMessageContaining("no field 'speed'");
  }

  @Test
  void refusesAPatternThatIsNoneWhenTheFieldIsMade() {
    assertThatThrownBy(() -> GoalType.builder().text("zone", "Which one.", "[a-z"))
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("The pattern '[a-z' of the goal's field 'zone' is no regular");
    assertThatThrownBy(() -> GoalType.builder().texts("logs", "Which.", "(", List.of()))
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'logs'");
  }
}
