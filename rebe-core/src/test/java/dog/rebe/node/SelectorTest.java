package dog.rebe.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SelectorTest {

  private static final Node WEB =
      new Node(
          new NodeId("web-1"),
          Endpoint.ssh("web-1"),
          Map.of("env", "prod", "role", "web", "gpu", "true", "zone", "eu-west/1"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "env=prod",
        "env==prod",
        " env = prod , role != db ",
        "role!=db",
        "missing!=x",
        "env in (dev, prod)",
        "env in(prod)",
        "zone notin (a,b)",
        "missing notin (a)",
        "gpu",
        "!missing",
        "! missing",
        "id=web-1",
        "id in (web-1,web-2),gpu",
        "zone=eu-west/1"
      })
  void chooses(String selector) {
    assertThat(Selector.parse(selector).matches(WEB)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "env=dev",
        "env=prod,role=db",
        "role!=web",
        "missing=x",
        "env in (dev,test)",
        "missing in (a)",
        "env notin (prod)",
        "missing",
        "!gpu",
        "!id",
        "id!=web-1",
        "ENV=prod",
        "env=PROD"
      })
  void leavesOut(String selector) {
    assertThat(Selector.parse(selector).matches(WEB)).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "env~=prod    | 4  | '~=' is no operator",
        "env=~prod    | 4  | '=~' is no operator",
        "a=b, n>5     | 7  | '>' is no operator",
        "env is prod  | 5  | 'is' is no operator",
        "env IN (a)   | 5  | 'IN' is no operator",
        "env=         | 5  | a value for 'env' is missing before the end",
        "env=,a       | 5  | missing before ','",
        "env='prod'   | 5  | a value for 'env' is missing before '''",
        "env;x        | 4  | ';' is not expected here",
        "=prod        | 1  | a label is missing before '='",
        "a,,b         | 3  | a label is missing before ','",
        "a,           | 3  | a label is missing before the end",
        "!            | 2  | a label is missing",
        "a in b       | 6  | '(' is missing before 'b'",
        "a in (b      | 8  | ')' is missing before the end",
        "a in (b,)    | 9  | a value for 'a' is missing before ')'",
        "a in ()      | 7  | a value for 'a' is missing before ')'",
        "a=b c        | 5  | 'c' is not expected here",
        "a=b)         | 4  | ')' is not expected here"
      })
  void saysWhereItIsWrongAndWhatToDo(String selector, int position, String problem) {
    SelectorException e =
        catchThrowableOfType(SelectorException.class, () -> Selector.parse(selector));
    assertThat(e).as("not refused: %s", selector).isNotNull();
    assertThat(e.position()).as(e.getMessage()).isEqualTo(position);
    assertThat(e)
        .hasMessageContaining("'" + selector + "'")
        .hasMessageContaining(problem)
        .hasMessageMatching(".*(Use|Write|Values) .*");
  }

  @Test
  void rejectsTheEmptySelectorAndOffersOneForAll() {
    assertThatThrownBy(() -> Selector.parse(""))
        .isInstanceOf(SelectorException.class)
        .hasMessageContaining("missing before the end");
    assertThat(Selector.all().matches(WEB)).isTrue();
  }

  @Test
  void showsHostileTextEscaped() {
    assertThatThrownBy(() -> Selector.parse("a\u001b[2Jb"))
        .hasMessageContaining("\\u001b")
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\u001b"));
  }

  @Test
  void keepsItsText() {
    assertThat(Selector.parse("env=prod,!old")).hasToString("env=prod,!old");
  }
}
