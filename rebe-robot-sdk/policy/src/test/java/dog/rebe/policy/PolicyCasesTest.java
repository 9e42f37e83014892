package dog.rebe.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class PolicyCasesTest {

  private static final CelPolicy WEEKENDS =
      CelPolicy.parse(
          """
          allow | It reads.    | plan.impact == "none"
          need 1| It changes.  | plan.impact != "none"
          deny  | Not at weekends. | now.weekday >= 6
          """,
          ZoneOffset.UTC);

  private static PolicyCases cases(String json) {
    return PolicyCases.parse(json);
  }

  @Test
  void theSafePolicyKeepsItsCasesAndEachOfItsLinesIsTested() throws URISyntaxException {
    Path file = Path.of(PolicyCasesTest.class.getResource("safe-policy-cases.json").toURI());
    PolicyCases safe = PolicyCases.read(file);
    assertThat(safe.faults(CelPolicy.safe())).isEmpty();
    assertThat(safe.untested(CelPolicy.safe())).isEmpty();
  }

  @Test
  void saysWhichCaseIsNotKeptAndHow() {
    PolicyCases wrong =
        cases(
            """
            [{"name": "all may change", "facts": {"plan.impact": "changes"}, "expect": "allow"},
             {"name": "weekends", "facts": {"now.weekday": 7}, "expect": "deny", "reason": "Friday"},
             {"name": "weekdays", "facts": {}, "expect": "allow"}]
            """);
    assertThat(wrong.faults(WEEKENDS))
        .containsExactly(
            "all may change: it should say 'allow' and says 'need 1'. It changes.",
            "weekends: it should give the reason 'Friday' and says Not at weekends.");
  }

  @Test
  void namesTheLinesThatNoCaseReaches() {
    assertThat(
            cases("[{\"name\": \"look\", \"facts\": {}, \"expect\": \"allow\"}]")
                .untested(WEEKENDS))
        .containsExactly(2, 3);
  }

  @Test
  void refusesCasesThatSayNothing() {
    assertRefused("nonsense", "not JSON");
    assertRefused("[]", "one at least");
    assertRefused("{}", "are a list");
    assertRefused("[{\"name\": \"a\", \"facts\": {}}]", "Case 1: It needs a name");
    assertRefused(
        "[{\"name\": \"a\", \"facts\": {}, \"expect\": \"maybe\"}]", "'maybe' is no verdict");
    assertRefused(
        "[{\"name\": \"a\", \"facts\": {\"plan.impac\": \"none\"}, \"expect\": \"deny\"}]",
        "'plan.impac' is no name; did you mean plan.impact?");
    assertRefused(
        "[{\"name\": \"a\", \"facts\": {\"blast.nodes\": \"two\"}, \"expect\": \"deny\"}]",
        "is a Long");
    assertRefused(
        "[{\"name\": \"a\", \"facts\": {}, \"expect\": \"deny\", \"reson\": \"b\"}]", "reson");
    assertRefused(
        "[{\"name\": \"a\", \"name\": \"b\", \"facts\": {}, \"expect\": \"deny\"}]", "not JSON");
  }

  private static void assertRefused(String json, String words) {
    assertThatThrownBy(() -> cases(json))
        .isInstanceOf(PolicyException.class)
        .hasMessageContaining(words);
  }
}
