package dog.rebe.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Success and failure as one value. */
final class OutcomeTest {

  private static final Outcome<String> GOOD = new Success<>("6.1", Evidence.none());
  private static final Outcome<String> BAD =
      new Failure<>(
          FailureKind.UNREACHABLE,
          Delivery.NOT_STARTED,
          Evidence.none(),
          new Explanation("No way.", "", "", ""),
          "EHOSTUNREACH");

  @Test
  void foldsEitherIntoOneValue() {
    assertThat(GOOD.<String>fold(v -> "kernel " + v, f -> f.detail())).isEqualTo("kernel 6.1");
    assertThat(BAD.<String>fold(v -> "kernel " + v, f -> f.detail())).isEqualTo("EHOSTUNREACH");
  }

  @Test
  void mapsASuccessAndKeepsAFailure() {
    assertThat(GOOD.map(String::length).value()).contains(3);
    assertThat(BAD.map(String::length).failure().orElseThrow().detail()).isEqualTo("EHOSTUNREACH");
  }
}
