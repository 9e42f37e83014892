package dog.rebe.outcome;

import java.util.Objects;

/**
 * A failure in words for somebody who has never seen a terminal, from the message catalogue. Values
 * that came from a node are escaped and shortened in it.
 *
 * @param headline one short sentence
 * @param whatHappened what happened
 * @param whetherChanged whether anything was changed on the machine
 * @param nextStep what to do next
 */
public record Explanation(
    String headline, String whatHappened, String whetherChanged, String nextStep) {

  public Explanation {
    Objects.requireNonNull(headline, "headline");
    Objects.requireNonNull(whatHappened, "whatHappened");
    Objects.requireNonNull(whetherChanged, "whetherChanged");
    Objects.requireNonNull(nextStep, "nextStep");
  }

  @Override
  public String toString() {
    return headline + " " + whatHappened + " " + whetherChanged + " " + nextStep;
  }
}
