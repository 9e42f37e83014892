package dog.rebe.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dog.rebe.runner.PolicyVerdict;
import dog.rebe.runner.RealmPolicies;
import java.nio.charset.StandardCharsets;
import java.util.ServiceLoader;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class CelRealmPoliciesTest {

  private static SortedMap<String, byte[]> files(String... namesAndTexts) {
    TreeMap<String, byte[]> files = new TreeMap<>();
    for (int i = 0; i < namesAndTexts.length; i += 2) {
      files.put(namesAndTexts[i], namesAndTexts[i + 1].getBytes(StandardCharsets.UTF_8));
    }
    return files;
  }

  @Test
  void isFoundAsAService() {
    assertThat(ServiceLoader.load(RealmPolicies.class).findFirst())
        .containsInstanceOf(CelRealmPolicies.class);
  }

  @Test
  void letsTheStrictestRuleOfAllFilesCount() {
    CelPolicy policy =
        (CelPolicy)
            new CelRealmPolicies()
                .read(
                    files(
                        "a", "allow | It is fine. | true",
                        "b", "deny | Nothing is destroyed here. | plan.impact == \"destroys\""));
    assertThat(policy.judge(PolicyFacts.readOnly())).isInstanceOf(PolicyVerdict.Allowed.class);
    assertThat(policy.judge(PolicyFacts.readOnly().with("plan.impact", "destroys")))
        .isEqualTo(new PolicyVerdict.Denied("Nothing is destroyed here."));
  }

  @Test
  void namesTheFileThatCannotBeUnderstood() {
    assertThatThrownBy(
            () -> new CelRealmPolicies().read(files("fine", "allow | Yes. | true", "odd", "maybe")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("policies/odd: Line 1");
  }
}
