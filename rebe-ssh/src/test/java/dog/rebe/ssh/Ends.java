package dog.rebe.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.execution.ExchangeEnd;
import dog.rebe.outcome.ExitStatus;
import dog.rebe.outcome.FailureKind;

/** Ends that tests expect. */
final class Ends {

  static final ExchangeEnd SUCCESS = new ExchangeEnd.Exited(new ExitStatus(0));

  private Ends() {}

  static void assertNotStarted(ExchangeEnd end, FailureKind kind, String... inDetail) {
    assertThat(end)
        .isInstanceOfSatisfying(
            ExchangeEnd.NotStarted.class,
            actual -> {
              assertThat(actual.kind()).as(actual.detail()).isEqualTo(kind);
              for (String part : inDetail) {
                assertThat(actual.detail()).contains(part);
              }
            });
  }
}
