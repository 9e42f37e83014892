package dog.rebe.execution;

import dog.rebe.command.Effect;
import dog.rebe.command.Repetition;
import dog.rebe.execution.RetryModel.Place;
import dog.rebe.outcome.FailureKind;
import java.util.function.Consumer;
import java.util.function.Predicate;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.state.Action;
import net.jqwik.api.state.ActionChain;

/**
 * The retry contract as a state machine: whatever the way to a node, the node, the gate, the caller
 * and the clock do, and in whichever order, the executor does what {@link RetryModel} says. The
 * transport fails at every step: before the commit, at it, before and after the node accepts, in
 * the middle of the output, at the end; it refuses to stop, and it never answers. Half of the
 * commands have a token, by which a node runs them once.
 */
final class RetryContractStateProperties {

  @Property(tries = 3_000)
  @Tag("retry-contract")
  @Tag("fault-16")
  @Tag("fault-37")
  @Tag("fault-38")
  @Tag("fault-39")
  void keepsTheContract(@ForAll("calls") ActionChain<RetryMachine> call) {
    call.withInvariant("the executor agrees with the model", RetryMachine::agree).run().finish();
  }

  @Provide
  Arbitrary<ActionChain<RetryMachine>> calls() {
    Arbitrary<Effect> effects =
        Arbitraries.of(
            Effect.READ_ONLY,
            Effect.changes(Repetition.REPEATABLE),
            Effect.changes(Repetition.ONCE),
            Effect.destroys(Repetition.REPEATABLE),
            Effect.destroys(Repetition.ONCE));
    return Combinators.combine(
            effects, Arbitraries.of(true, false), Arbitraries.of(true, false), Arbitraries.longs())
        .flatAs(RetryContractStateProperties::chains);
  }

  private static Arbitrary<ActionChain<RetryMachine>> chains(
      Effect effect, boolean retriesExits, boolean hasToken, long seed) {
    return ActionChain.startWith(() -> new RetryMachine(effect, retriesExits, hasToken, seed))
        .withAction(4, when(RetryMachine::isOnItsWay, "commit", RetryMachine::commit))
        .withAction(3, refusal(FailureKind.CONNECT_REFUSED))
        .withAction(1, refusal(FailureKind.HANDSHAKE_TIMEOUT))
        .withAction(1, refusal(FailureKind.AUTHENTICATION_REFUSED))
        .withAction(1, refusal(FailureKind.HOST_KEY_CHANGED))
        .withAction(
            1,
            when(
                machine -> machine.isCommitted() && !machine.hasRun(),
                "the node refuses the request",
                machine -> machine.refuse(FailureKind.EXEC_REFUSED)))
        .withAction(1, when(RetryMachine::isCommitted, "run, unheard", RetryMachine::runUnheard))
        .withAction(2, when(RetryMachine::isCommitted, "accept", RetryMachine::accept))
        .withAction(1, when(RetryMachine::isCommitted, "print", RetryMachine::print))
        .withAction(1, when(RetryMachine::isCommitted, "exit 0", machine -> machine.exit(0)))
        .withAction(2, when(RetryMachine::isCommitted, "exit 1", machine -> machine.exit(1)))
        .withAction(1, when(RetryMachine::isCommitted, "die", RetryMachine::dieBySignal))
        .withAction(
            2,
            when(
                RetryMachine::isCommitted,
                "the connection breaks",
                machine -> machine.lose(FailureKind.CONNECTION_LOST)))
        .withAction(
            1,
            when(
                RetryMachine::isCommitted,
                "the channel closes without an exit",
                machine -> machine.lose(FailureKind.EXIT_UNKNOWN)))
        .withAction(1, noResult(FailureKind.RESULT_LOST))
        .withAction(1, noResult(FailureKind.NODE_RESTARTED))
        .withAction(
            2,
            when(
                RetryMachine::isBeingEnded,
                "the end is confirmed",
                machine -> machine.answerStop(true)))
        .withAction(
            1,
            when(
                RetryMachine::isBeingEnded,
                "the end is not confirmed",
                machine -> machine.answerStop(false)))
        .withAction(4, when(at(Place.WAITS_FOR_APPROVAL), "approve", RetryMachine::approve))
        .withAction(
            1, when(at(Place.WAITS_FOR_APPROVAL), "do not approve", RetryMachine::withdrawApproval))
        .withAction(1, when(machine -> true, "cancel", RetryMachine::cancel))
        .withAction(
            1, when(machine -> true, "a moment passes", machine -> machine.pass(70_001_000L)))
        .withAction(
            2,
            when(
                machine -> true,
                "the time of an attempt passes",
                machine -> machine.pass(RetryModel.ATTEMPT)))
        .withAction(
            1,
            when(
                machine -> true,
                "the time of the grace passes",
                machine -> machine.pass(RetryModel.GRACE)))
        .withAction(
            1,
            when(
                RetryMachine::hasGivenUp,
                "an attempt that was given up speaks",
                RetryMachine::speakLate))
        .withMaxTransformations(40);
  }

  private static Predicate<RetryMachine> at(Place place) {
    return machine -> machine.isAt(place);
  }

  private static Action.Independent<RetryMachine> refusal(FailureKind kind) {
    return when(RetryMachine::isOnItsWay, kind.code(), machine -> machine.refuse(kind));
  }

  /** What a journal says that has lost the claim, or that has another epoch now. */
  private static Action.Independent<RetryMachine> noResult(FailureKind kind) {
    return when(
        machine -> machine.isCommitted() && machine.hasToken(),
        "the journal says " + kind.code(),
        machine -> machine.lose(kind));
  }

  private static Action.Independent<RetryMachine> when(
      Predicate<RetryMachine> possible, String name, Consumer<RetryMachine> action) {
    return Action.<RetryMachine>when(possible).describeAs(name).justMutate(action);
  }
}
