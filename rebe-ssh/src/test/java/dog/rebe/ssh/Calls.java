package dog.rebe.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.command.Command;
import dog.rebe.execution.CommandExecutor;
import dog.rebe.execution.RetryOptions;
import dog.rebe.node.Node;
import dog.rebe.outcome.Delivery;
import dog.rebe.outcome.Failure;
import dog.rebe.outcome.FailureKind;
import dog.rebe.outcome.Outcome;
import java.time.Duration;

/** Calls through a whole executor, and what is expected of their outcomes. */
final class Calls {

  /** Tries again as usual, without waiting long. */
  static final RetryOptions QUICK_RETRIES =
      RetryOptions.defaults().withBackoff(Duration.ofMillis(20), Duration.ofMillis(200));

  private Calls() {}

  static CommandExecutor executor(SshTransport transport) {
    return CommandExecutor.builder().transport(transport).retry(QUICK_RETRIES).build();
  }

  /** Runs one command over a transport that lives only for it. */
  static <T> Outcome<T> run(SshTransportBuilder builder, Node node, Command<T> command) {
    try (SshTransport transport = builder.build();
        CommandExecutor executor = executor(transport)) {
      return executor.start(command, node).await();
    }
  }

  static <T> Failure<T> assertFailure(Outcome<T> outcome, FailureKind kind, Delivery delivery) {
    assertThat(outcome.failure()).as("%s", outcome).isPresent();
    Failure<T> failure = outcome.failure().orElseThrow();
    assertThat(failure.kind()).as(failure.detail()).isEqualTo(kind);
    assertThat(failure.delivery()).as(failure.detail()).isEqualTo(delivery);
    return failure;
  }

  static <T> T assertSuccess(Outcome<T> outcome) {
    assertThat(outcome.value()).as("%s", outcome).isPresent();
    return outcome.value().orElseThrow();
  }
}
