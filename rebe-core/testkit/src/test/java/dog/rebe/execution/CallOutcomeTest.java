package dog.rebe.execution;

import static dog.rebe.execution.Simulation.failure;
import static dog.rebe.execution.Simulation.limits;
import static dog.rebe.execution.Simulation.readOnly;
import static dog.rebe.testkit.Script.accept;
import static dog.rebe.testkit.Script.breaks;
import static dog.rebe.testkit.Script.commit;
import static dog.rebe.testkit.Script.exit;
import static dog.rebe.testkit.Script.hang;
import static dog.rebe.testkit.Script.notStarted;
import static dog.rebe.testkit.Script.pause;
import static dog.rebe.testkit.Script.signal;
import static dog.rebe.testkit.Script.stderr;
import static dog.rebe.testkit.Script.stdout;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dog.rebe.command.DecodeException;
import dog.rebe.command.Decoder;
import dog.rebe.node.Endpoint;
import dog.rebe.node.Node;
import dog.rebe.outcome.CapturedOutput;
import dog.rebe.outcome.Delivery;
import dog.rebe.outcome.ExitSignal;
import dog.rebe.outcome.ExitStatus;
import dog.rebe.outcome.Failure;
import dog.rebe.outcome.FailureKind;
import dog.rebe.outcome.Outcome;
import dog.rebe.testkit.Script;
import dog.rebe.testkit.ScriptedTransport;
import dog.rebe.testkit.StopAnswer;
import dog.rebe.testkit.VirtualScheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What becomes of one call. */
final class CallOutcomeTest {

  private static final RetryOptions ONCE = RetryOptions.none();

  @Test
  void decodesWhatACommandPrintedThatEndedWell() {
    Script script =
        Script.of(
            commit(),
            accept(),
            stdout("6.1."),
            stderr("a warning"),
            pause(Duration.ofMillis(30)),
            stdout("0"),
            exit(0));
    try (Simulation simulation = Simulation.of(request -> script)) {
      Outcome<String> outcome = simulation.run(readOnly().decode(Decoder.text()));

      assertThat(outcome.value()).contains("6.1.0");
      assertThat(outcome.delivery()).isEqualTo(Delivery.COMPLETED);
      assertThat(outcome.evidence().exit()).contains(new ExitStatus(0));
      assertThat(outcome.evidence().attempts()).isEqualTo(1);
      assertThat(outcome.evidence().elapsed()).isEqualTo(Duration.ofMillis(30));
      assertThat(outcome.evidence().output().stdout().receivedBytes()).isEqualTo(5);
      assertThat(outcome.evidence().output().stdout().size()).as("kept").isZero();
    }
  }

  @Test
  void tellsAnExitStatusThatIsNotAccepted() {
    Script script = Script.of(commit(), accept(), stderr("no such file"), exit(2));
    try (Simulation simulation = Simulation.of(request -> script)) {
      Failure<?> failure = failure(simulation.run(readOnly()));

      assertThat(failure.kind()).isEqualTo(FailureKind.NONZERO_EXIT);
      assertThat(failure.delivery()).isEqualTo(Delivery.COMPLETED);
      assertThat(failure.evidence().exit()).contains(new ExitStatus(2));
      assertThat(failure.evidence().output().stderr().utf8()).isEqualTo("no such file");
      assertThat(failure.explanation().headline()).isNotEmpty();
    }
  }

  @Test
  void takesAnExitStatusAsSuccessThatTheCommandAccepts() {
    try (Simulation simulation = Simulation.of(request -> Script.exits(1))) {
      assertThat(simulation.run(readOnly().acceptExits(0, 1)).value()).isPresent();
    }
  }

  @Test
  @Tag("fault-5")
  void namesTheSignalThatEndedACommand() {
    try (Simulation simulation =
        Simulation.of(request -> Script.of(commit(), accept(), signal("KILL")))) {
      Failure<?> failure = failure(simulation.run(readOnly()));

      assertThat(failure.kind()).isEqualTo(FailureKind.KILLED_BY_SIGNAL);
      assertThat(failure.delivery()).isEqualTo(Delivery.COMPLETED);
      assertThat(failure.evidence().exit()).contains(new ExitSignal("KILL"));
    }
  }

  @Test
  @Tag("fault-6")
  void saysThatTheFateIsUnknownWhenAChannelClosesWithoutExit() {
    Script script = Script.of(commit(), accept(), stdout("half"), breaks(FailureKind.EXIT_UNKNOWN));
    try (Simulation simulation = Simulation.of(request -> script, o -> o.retry(ONCE))) {
      Failure<?> failure = failure(simulation.run(readOnly()));

      assertThat(failure.kind()).isEqualTo(FailureKind.EXIT_UNKNOWN);
      assertThat(failure.delivery()).isEqualTo(Delivery.UNKNOWN);
      assertThat(failure.evidence().exit()).isEmpty();
      assertThat(failure.evidence().output().stdout().utf8()).isEqualTo("half");
    }
  }

  @Test
  void isNotStartedWhenTheConnectionBreaksBeforeTheCommit() {
    try (Simulation simulation =
        Simulation.of(
            request -> Script.of(breaks(FailureKind.CONNECTION_LOST)), o -> o.retry(ONCE))) {
      Failure<?> failure = failure(simulation.run(readOnly()));

      assertThat(failure.kind()).isEqualTo(FailureKind.CONNECTION_LOST);
      assertThat(failure.delivery()).isEqualTo(Delivery.NOT_STARTED);
      assertThat(simulation.transport.executions()).isZero();
    }
  }

  @Test
  @Tag("fault-22")
  void believesARefusalAfterTheCommit() {
    try (Simulation simulation =
        Simulation.of(request -> Script.of(commit(), notStarted(FailureKind.EXEC_REFUSED)))) {
      Failure<?> failure = failure(simulation.run(readOnly()));

      assertThat(failure.kind()).isEqualTo(FailureKind.EXEC_REFUSED);
      assertThat(failure.delivery()).isEqualTo(Delivery.NOT_STARTED);
      assertThat(simulation.transport.attempts()).as("no retry").isEqualTo(1);
    }
  }

  @Test
  void isUndecodableWhenTheDecoderRefuses() {
    Decoder<String> picky =
        (output, exit) -> {
          throw new DecodeException("expected a number, got '" + output.stdout().utf8() + "'");
        };
    try (Simulation simulation = Simulation.of(request -> Script.answers("x"))) {
      Failure<String> failure = failure(simulation.run(readOnly().decode(picky)));

      assertThat(failure.kind()).isEqualTo(FailureKind.UNDECODABLE);
      assertThat(failure.delivery()).isEqualTo(Delivery.COMPLETED);
      assertThat(failure.detail()).contains("expected a number");
      assertThat(failure.evidence().output().stdout().utf8()).isEqualTo("x");
    }
  }

  @Test
  void survivesADecoderThatBreaks() {
    Decoder<String> broken =
        (output, exit) -> {
          throw new IllegalStateException("a bug");
        };
    try (Simulation simulation = Simulation.of(request -> Script.answers("x"))) {
      Failure<String> failure = failure(simulation.run(readOnly().decode(broken)));

      assertThat(failure.kind()).isEqualTo(FailureKind.INTERNAL_ERROR);
      assertThat(failure.delivery()).isEqualTo(Delivery.COMPLETED);
    }
  }

  @Test
  void survivesADecoderThatFailsAnAssertion() {
    Decoder<String> broken =
        (output, exit) -> {
          throw new AssertionError("a bug");
        };
    try (Simulation simulation = Simulation.of(request -> Script.answers("x"))) {
      Failure<String> failure = failure(simulation.run(readOnly().decode(broken)));

      assertThat(failure.kind()).isEqualTo(FailureKind.INTERNAL_ERROR);
      assertThat(failure.delivery()).isEqualTo(Delivery.COMPLETED);
    }
  }

  @Test
  void refusesANodeForWhoseSchemeThereIsNoTransport() {
    Node node =
        Node.of("a", new Endpoint("agent", Optional.empty(), "a.example", OptionalInt.empty()));
    try (Simulation simulation = Simulation.of(request -> Script.answers("x"))) {
      Failure<?> failure = failure(simulation.finish(simulation.executor.start(readOnly(), node)));

      assertThat(failure.kind()).isEqualTo(FailureKind.UNSUPPORTED);
      assertThat(failure.delivery()).isEqualTo(Delivery.NOT_STARTED);
      assertThat(failure.detail()).contains("'agent'");
    }
  }

  @Test
  void refusesTwoTransportsForOneScheme() {
    VirtualScheduler time = VirtualScheduler.create();
    ScriptedTransport first = ScriptedTransport.under(time, request -> Script.answers(""));
    ScriptedTransport second = ScriptedTransport.under(time, request -> Script.answers(""));

    assertThatThrownBy(() -> CommandExecutor.builder().transport(first).transport(second))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Two transports serve the scheme");
  }

  @Test
  void refusesToBeBuiltWithoutATransport() {
    assertThatThrownBy(() -> CommandExecutor.builder().build())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("at least one transport");
  }

  @Test
  void isAnInternalErrorWhenATransportThrows() {
    try (Simulation simulation =
        Simulation.of(
            request -> {
              throw new IllegalStateException("a bug");
            })) {
      Failure<?> failure = failure(simulation.run(readOnly()));

      assertThat(failure.kind()).isEqualTo(FailureKind.INTERNAL_ERROR);
      assertThat(failure.delivery()).isEqualTo(Delivery.NOT_STARTED);
    }
  }

  @Test
  @Tag("fault-77")
  void runsOnceHoweverOftenItsOutcomeIsAskedFor() {
    try (Simulation simulation = Simulation.of(request -> Script.answers("once"))) {
      Call<CapturedOutput> call = simulation.executor.start(readOnly(), Simulation.NODE);
      simulation.finish(call);

      Outcome<CapturedOutput> first = Await.of(call.outcome()).valueWithin(simulation.time);
      Outcome<CapturedOutput> second =
          Await.of(call.outcome().retry(3).repeat(2)).valueWithin(simulation.time);

      assertThat(second).isSameAs(first);
      assertThat(call.await()).isSameAs(first);
      assertThat(simulation.transport.attempts()).isEqualTo(1);
    }
  }

  @Test
  void startsThoughNobodySubscribes() {
    try (Simulation simulation = Simulation.of(request -> Script.answers("x"))) {
      simulation.executor.start(readOnly(), Simulation.NODE);
      simulation.time.runReady();

      assertThat(simulation.transport.executions()).isEqualTo(1);
    }
  }

  @Test
  @Tag("fault-1")
  void endsACommandThatHangsInMidOutputAndKeepsWhatCame() {
    Script script = Script.of(commit(), accept(), stdout("partial"), hang());
    try (Simulation simulation = Simulation.of(request -> script)) {
      Failure<?> failure = failure(simulation.run(readOnly()));

      assertThat(failure.kind()).isEqualTo(FailureKind.TIMED_OUT);
      assertThat(failure.delivery()).isEqualTo(Delivery.STOPPED);
      assertThat(failure.evidence().output().stdout().utf8()).isEqualTo("partial");
      assertThat(failure.evidence().elapsed()).isEqualTo(Simulation.DEADLINE);
    }
  }

  @Test
  @Tag("fault-1")
  void saysThatTheFateIsUnknownWhenTheEndIsNotConfirmed() {
    Script script = Script.hangs().withStop(new StopAnswer.Unconfirmed(Duration.ofMillis(1_900)));
    try (Simulation simulation = Simulation.of(request -> script)) {
      Failure<?> failure = failure(simulation.run(readOnly()));

      assertThat(failure.kind()).isEqualTo(FailureKind.TIMED_OUT);
      assertThat(failure.delivery()).isEqualTo(Delivery.UNKNOWN);
      assertThat(failure.evidence().elapsed()).isEqualTo(Duration.ofMillis(11_900));
    }
  }

  @Test
  void returnsWithinDeadlineAndGraceWhenATransportNeverAnswers() {
    try (Simulation simulation =
        Simulation.of(request -> Script.hangs().withStop(new StopAnswer.Never()))) {
      Failure<?> failure = failure(simulation.run(readOnly()));

      assertThat(failure.kind()).isEqualTo(FailureKind.TIMED_OUT);
      assertThat(failure.delivery()).isEqualTo(Delivery.UNKNOWN);
      assertThat(failure.evidence().elapsed())
          .isEqualTo(Simulation.DEADLINE.plus(limits().grace()));
      simulation.transport.close();
    }
  }

  @Test
  void waitsForNothingWhenTheGraceIsZero() {
    Script script = Script.hangs().withStop(new StopAnswer.Confirmed(Duration.ofMillis(1)));
    try (Simulation simulation = Simulation.of(request -> script)) {
      Failure<?> failure =
          failure(simulation.run(readOnly().withLimits(limits().withGrace(Duration.ZERO))));

      assertThat(failure.delivery()).isEqualTo(Delivery.UNKNOWN);
      assertThat(failure.evidence().elapsed()).isEqualTo(Simulation.DEADLINE);
      simulation.time.advance(Duration.ofSeconds(1));
    }
  }

  @Test
  void countsACommandAsCompletedThatExitedJustBeforeItWasStopped() {
    Script script =
        Script.of(commit(), accept(), stdout("all of it"), hang())
            .withStop(new StopAnswer.Exited(new ExitStatus(0)));
    try (Simulation simulation = Simulation.of(request -> script)) {
      Outcome<String> outcome = simulation.run(readOnly().decode(Decoder.text()));

      assertThat(outcome.value()).contains("all of it");
      assertThat(outcome.delivery()).isEqualTo(Delivery.COMPLETED);
    }
  }

  @Test
  void isNotStartedWhenTheDeadlinePassesBeforeTheCommit() {
    try (Simulation simulation = Simulation.of(request -> Script.of(hang()))) {
      Failure<?> failure = failure(simulation.run(readOnly()));

      assertThat(failure.kind()).isEqualTo(FailureKind.TIMED_OUT);
      assertThat(failure.delivery()).isEqualTo(Delivery.NOT_STARTED);
      assertThat(simulation.transport.executions()).isZero();
    }
  }

  @Test
  @Tag("fault-29")
  void keepsItsDeadlineWhenTheWallClockJumps() {
    try (Simulation simulation = Simulation.of(request -> Script.hangs())) {
      Call<CapturedOutput> call = simulation.executor.start(readOnly(), Simulation.NODE);
      simulation.time.advance(Duration.ofSeconds(3));
      simulation.time.clock().jump(Duration.ofHours(1));

      Failure<?> failure = failure(simulation.finish(call));

      assertThat(failure.evidence().elapsed()).isEqualTo(Simulation.DEADLINE);
      assertThat(simulation.time.elapsed()).isEqualTo(Simulation.DEADLINE);
    }
  }

  @Test
  @Tag("fault-34")
  void endsACancelledCommandAndStillTellsItsOutcome() {
    try (Simulation simulation = Simulation.of(request -> Script.hangs())) {
      Call<CapturedOutput> call = simulation.executor.start(readOnly(), Simulation.NODE);
      simulation.time.advance(Duration.ofSeconds(1));
      call.cancel();
      call.cancel();

      Failure<?> failure = failure(simulation.finish(call));

      assertThat(failure.kind()).isEqualTo(FailureKind.CANCELLED);
      assertThat(failure.delivery()).isEqualTo(Delivery.STOPPED);
      assertThat(failure.evidence().elapsed()).isEqualTo(Duration.ofSeconds(1));
      assertThat(simulation.transport.stops()).isEqualTo(1);
    }
  }

  @Test
  void sendsNothingOfACallThatIsCancelledWhileItConnects() {
    Script script = Script.of(pause(Duration.ofSeconds(5)), commit(), accept(), exit(0));
    try (Simulation simulation = Simulation.of(request -> script)) {
      Call<CapturedOutput> call = simulation.executor.start(readOnly(), Simulation.NODE);
      simulation.time.advance(Duration.ofSeconds(1));
      call.cancel();

      Failure<?> failure = failure(simulation.finish(call));

      assertThat(failure.kind()).isEqualTo(FailureKind.CANCELLED);
      assertThat(failure.delivery()).isEqualTo(Delivery.NOT_STARTED);
      assertThat(simulation.transport.executions()).isZero();
    }
  }

  @Test
  void staysAsItIsWhenItIsCancelledAfterItsEnd() {
    try (Simulation simulation = Simulation.of(request -> Script.answers("done"))) {
      Call<CapturedOutput> call = simulation.executor.start(readOnly(), Simulation.NODE);
      Outcome<CapturedOutput> before = simulation.finish(call);
      call.cancel();

      assertThat(call.await()).isSameAs(before);
      assertThat(simulation.transport.stops()).isZero();
    }
  }

  @Test
  void doesNotLetACancelledSubscriptionCancelTheCall() {
    Script script =
        Script.of(commit(), accept(), pause(Duration.ofSeconds(1)), stdout("x"), exit(0));
    try (Simulation simulation = Simulation.of(request -> script)) {
      Call<CapturedOutput> call = simulation.executor.start(readOnly(), Simulation.NODE);
      Await.of(call.outcome()).cancel();

      assertThat(simulation.finish(call).value()).isPresent();
    }
  }

  @Test
  void handsTheTimeLeftToTheTransport() {
    List<Duration> left = new ArrayList<>();
    try (Simulation simulation =
        Simulation.of(
            request -> {
              left.add(request.timeLeft());
              return Script.of(pause(Duration.ofSeconds(3)), breaks(FailureKind.UNREACHABLE));
            },
            o -> o.retry(RetryOptions.defaults().withBackoff(Duration.ZERO, Duration.ZERO)))) {
      simulation.run(readOnly().withLimits(limits().withAttemptTimeout(Duration.ofSeconds(8))));

      assertThat(left)
          .containsExactly(
              Duration.ofSeconds(8),
              Duration.ofSeconds(7),
              Duration.ofSeconds(4),
              Duration.ofSeconds(1));
    }
  }

  @Test
  void endsAnAttemptAtItsOwnTimeoutAndTriesAgain() {
    try (Simulation simulation =
        Simulation.of(Simulation.inTurn(Script.hangs(), Script.answers("second")))) {
      Outcome<String> outcome =
          simulation.run(
              readOnly()
                  .withLimits(limits().withAttemptTimeout(Duration.ofSeconds(4)))
                  .decode(Decoder.text()));

      assertThat(outcome.value()).contains("second");
      assertThat(outcome.evidence().attempts()).isEqualTo(2);
      assertThat(outcome.evidence().elapsed())
          .isBetween(Duration.ofSeconds(4), Simulation.DEADLINE);
    }
  }
}
