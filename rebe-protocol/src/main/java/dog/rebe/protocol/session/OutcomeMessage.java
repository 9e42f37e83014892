package dog.rebe.protocol.session;

import com.google.protobuf.ByteString;
import dog.rebe.outcome.CapturedOutput;
import dog.rebe.outcome.CapturedStream;
import dog.rebe.outcome.Delivery;
import dog.rebe.outcome.Evidence;
import dog.rebe.outcome.Exit;
import dog.rebe.outcome.Explanation;
import dog.rebe.outcome.Failure;
import dog.rebe.outcome.FailureKind;
import dog.rebe.outcome.Outcome;
import dog.rebe.outcome.Success;
import dog.rebe.protocol.wire.ExplanationText;
import java.time.Duration;
import java.util.Optional;

/** Outcomes as they travel. A success's value is its output, which stands in the evidence. */
final class OutcomeMessage {

  private OutcomeMessage() {}

  static dog.rebe.protocol.wire.Outcome of(Outcome<CapturedOutput> outcome) {
    dog.rebe.protocol.wire.Outcome.Builder wire =
        dog.rebe.protocol.wire.Outcome.newBuilder()
            .setDelivery(delivery(outcome.delivery()))
            .setEvidence(evidence(outcome.evidence(), output(outcome)));
    outcome.failure().ifPresent(failure -> wire.setFailure(failure(failure)));
    return wire.build();
  }

  /** What was printed: the evidence of a success only counts it. */
  static CapturedOutput output(Outcome<CapturedOutput> outcome) {
    return outcome.value().orElseGet(() -> outcome.evidence().output());
  }

  private static dog.rebe.protocol.wire.Failure failure(Failure<?> failure) {
    Explanation words = failure.explanation();
    dog.rebe.protocol.wire.Failure.Builder wire =
        dog.rebe.protocol.wire.Failure.newBuilder()
            .setKind(failure.kind().code())
            .setDetail(EndMessage.cut(failure.detail()))
            .setExplanation(
                ExplanationText.newBuilder()
                    .setHeadline(EndMessage.cut(words.headline()))
                    .setWhatHappened(EndMessage.cut(words.whatHappened()))
                    .setWhetherChanged(EndMessage.cut(words.whetherChanged()))
                    .setNextStep(EndMessage.cut(words.nextStep())));
    failure.jumpHost().ifPresent(fault -> wire.setJumpHost(EndMessage.jumpHost(fault)));
    return wire.build();
  }

  private static dog.rebe.protocol.wire.Delivery delivery(Delivery delivery) {
    return switch (delivery) {
      case NOT_STARTED -> dog.rebe.protocol.wire.Delivery.NOT_STARTED;
      case COMPLETED -> dog.rebe.protocol.wire.Delivery.COMPLETED;
      case STOPPED -> dog.rebe.protocol.wire.Delivery.STOPPED;
      case RUNNING -> dog.rebe.protocol.wire.Delivery.RUNNING;
      case UNKNOWN -> dog.rebe.protocol.wire.Delivery.UNKNOWN;
    };
  }

  private static dog.rebe.protocol.wire.Evidence evidence(
      Evidence evidence, CapturedOutput output) {
    dog.rebe.protocol.wire.Evidence.Builder wire =
        dog.rebe.protocol.wire.Evidence.newBuilder()
            .setElapsedNanos(Nanos.of(evidence.elapsed()))
            .setAttempts(evidence.attempts())
            .setStdout(stream(output.stdout()))
            .setStderr(stream(output.stderr()));
    evidence.exit().ifPresent(exit -> wire.setExit(EndMessage.exit(exit)));
    return wire.build();
  }

  private static dog.rebe.protocol.wire.CapturedStream stream(CapturedStream stream) {
    return dog.rebe.protocol.wire.CapturedStream.newBuilder()
        .setData(ByteString.copyFrom(stream.asByteBuffer()))
        .setReceivedBytes(stream.receivedBytes())
        .setCut(stream.isCut())
        .build();
  }

  static Outcome<CapturedOutput> toOutcome(dog.rebe.protocol.wire.Outcome wire) {
    CapturedOutput output =
        new CapturedOutput(
            stream(wire.getEvidence().getStdout()), stream(wire.getEvidence().getStderr()));
    Optional<Exit> exit =
        wire.getEvidence().hasExit()
            ? EndMessage.toExit(wire.getEvidence().getExit())
            : Optional.empty();
    Evidence evidence =
        new Evidence(
            exit,
            Duration.ofNanos(Math.max(0, wire.getEvidence().getElapsedNanos())),
            wire.getEvidence().getAttempts(),
            wire.hasFailure() ? output : output.countsOnly());
    return wire.hasFailure() ? failure(wire, evidence) : new Success<>(output, evidence);
  }

  private static Failure<CapturedOutput> failure(
      dog.rebe.protocol.wire.Outcome wire, Evidence evidence) {
    dog.rebe.protocol.wire.Failure failure = wire.getFailure();
    ExplanationText words = failure.getExplanation();
    Optional<FailureKind> kind = FailureKind.ofCode(failure.getKind());
    return new Failure<>(
        kind.orElse(FailureKind.INTERNAL_ERROR),
        delivery(wire.getDelivery()),
        evidence,
        new Explanation(
            words.getHeadline(),
            words.getWhatHappened(),
            words.getWhetherChanged(),
            words.getNextStep()),
        kind.isPresent()
            ? failure.getDetail()
            : "Failure '" + failure.getKind() + "' of a later version: " + failure.getDetail(),
        failure.hasJumpHost()
            ? Optional.of(EndMessage.toJumpHost(failure.getJumpHost()))
            : Optional.empty());
  }

  private static Delivery delivery(dog.rebe.protocol.wire.Delivery wire) {
    return switch (wire) {
      case NOT_STARTED -> Delivery.NOT_STARTED;
      case COMPLETED -> Delivery.COMPLETED;
      case STOPPED -> Delivery.STOPPED;
      case RUNNING -> Delivery.RUNNING;
      case UNKNOWN, DELIVERY_UNSPECIFIED, UNRECOGNIZED -> Delivery.UNKNOWN;
    };
  }

  /** The bytes that are kept; more that came are told by the count where nothing was cut. */
  private static CapturedStream stream(dog.rebe.protocol.wire.CapturedStream wire) {
    byte[] data = wire.getData().toByteArray();
    return data.length == 0 && !wire.getCut()
        ? CapturedStream.counted(Math.max(0, wire.getReceivedBytes()))
        : CapturedStream.wrap(data, data.length, wire.getCut());
  }
}
