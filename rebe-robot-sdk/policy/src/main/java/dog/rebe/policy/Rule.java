package dog.rebe.policy;

import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dog.rebe.runner.PolicyVerdict;

/**
 * A line of a policy.
 *
 * @param line its number, from 1
 * @param verdict what it says where its expression is true
 * @param program its expression
 */
record Rule(int line, PolicyVerdict verdict, CelRuntime.Program program) {

  /** Whether it applies. */
  boolean applies(PolicyFacts facts) throws CelEvaluationException {
    return Boolean.TRUE.equals(program.eval(facts.values()));
  }
}
