package dog.rebe.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.runner.PolicyVerdict;
import java.time.ZoneOffset;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** A policy that cannot be understood is refused when it is read, and never while it judges. */
class BadPolicyProperties {

  @Provide
  Arbitrary<String> expressions() {
    return Arbitraries.of(
            "plan.impact",
            "==",
            "'none'",
            "blast.nodes",
            ">",
            "50",
            "&&",
            "!",
            "(",
            ")",
            "nodes",
            "[0]",
            ".site",
            "nobody",
            "true",
            "1.5",
            "\"",
            "all(n, n.id)",
            "?",
            ":",
            "|",
            "#")
        .list()
        .ofMinSize(1)
        .ofMaxSize(7)
        .map(words -> String.join(" ", words));
  }

  @Property(tries = 500)
  void whatDoesNotCompileIsRefusedAndWhatCompilesJudges(@ForAll("expressions") String expression) {
    CelPolicy policy;
    try {
      policy = CelPolicy.parse("\nallow | Fine. | " + expression, ZoneOffset.UTC);
    } catch (PolicyException refused) {
      assertThat(refused.getMessage()).contains("Line 2 of the policy");
      return;
    }
    assertThat(policy.judge(PolicyFacts.readOnly()))
        .isInstanceOfAny(PolicyVerdict.Allowed.class, PolicyVerdict.Denied.class);
  }
}
