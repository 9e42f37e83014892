package dog.rebe.protocol.session;

import dog.rebe.command.JournalEpoch;
import dog.rebe.command.WorkState;
import dog.rebe.outcome.Exit;
import dog.rebe.outcome.FailureKind;
import dog.rebe.protocol.wire.CapturedStream;
import dog.rebe.protocol.wire.ClaimedRunning;
import dog.rebe.protocol.wire.Delivery;
import dog.rebe.protocol.wire.EpochChanged;
import dog.rebe.protocol.wire.Evidence;
import dog.rebe.protocol.wire.Failure;
import dog.rebe.protocol.wire.NeverClaimed;
import dog.rebe.protocol.wire.Outcome;
import dog.rebe.protocol.wire.TokenStatus;
import java.util.Optional;

/** How the work of a token stands, as it travels. */
final class WorkMessage {

  private WorkMessage() {}

  static TokenStatus.Builder of(WorkState state, JournalEpoch present) {
    TokenStatus.Builder status = TokenStatus.newBuilder().setEpoch(present.toString());
    if (state instanceof WorkState.Running running) {
      status.setRunning(
          ClaimedRunning.newBuilder()
              .setStdoutBytes(running.stdoutBytes())
              .setStderrBytes(running.stderrBytes()));
    } else if (state instanceof WorkState.Ended ended) {
      status.setEnded(ended(ended));
    } else if (state instanceof WorkState.Cancelled) {
      status.setEnded(ended(Delivery.STOPPED, FailureKind.CANCELLED));
    } else if (state instanceof WorkState.Lost) {
      status.setEnded(ended(Delivery.UNKNOWN, FailureKind.RESULT_LOST));
    } else if (state instanceof WorkState.NodeRestarted) {
      status.setEpochChanged(EpochChanged.getDefaultInstance());
    } else if (state instanceof WorkState.NotRecorded) {
      status.setNeverClaimed(NeverClaimed.getDefaultInstance());
    }
    return status;
  }

  private static Outcome ended(WorkState.Ended ended) {
    return Outcome.newBuilder()
        .setDelivery(Delivery.COMPLETED)
        .setEvidence(
            Evidence.newBuilder()
                .setExit(EndMessage.exit(ended.exit()))
                .setStdout(counted(ended.stdoutBytes(), ended.outputCut()))
                .setStderr(counted(ended.stderrBytes(), ended.outputCut())))
        .build();
  }

  private static CapturedStream counted(long bytes, boolean cut) {
    return CapturedStream.newBuilder().setReceivedBytes(bytes).setCut(cut).build();
  }

  private static Outcome ended(Delivery delivery, FailureKind kind) {
    return Outcome.newBuilder()
        .setDelivery(delivery)
        .setFailure(Failure.newBuilder().setKind(kind.code()))
        .build();
  }

  /** How it stands; empty if this version cannot tell, or it could not be asked. */
  static Optional<WorkState> toState(TokenStatus status) {
    return switch (status.getStatusCase()) {
      case NEVER_CLAIMED -> Optional.of(new WorkState.NotRecorded());
      case EPOCH_CHANGED -> Optional.of(new WorkState.NodeRestarted());
      case RUNNING ->
          Optional.of(
              new WorkState.Running(
                  Math.max(0, status.getRunning().getStdoutBytes()),
                  Math.max(0, status.getRunning().getStderrBytes())));
      case ENDED -> toState(status.getEnded());
      case UNAVAILABLE, STATUS_NOT_SET -> Optional.empty();
    };
  }

  private static Optional<WorkState> toState(Outcome ended) {
    String kind = ended.getFailure().getKind();
    if (kind.equals(FailureKind.CANCELLED.code())) {
      return Optional.of(new WorkState.Cancelled());
    } else if (kind.equals(FailureKind.RESULT_LOST.code())) {
      return Optional.of(new WorkState.Lost());
    } else if (ended.hasFailure() || ended.getDelivery() != Delivery.COMPLETED) {
      return Optional.empty();
    }
    Optional<Exit> exit = EndMessage.toExit(ended.getEvidence().getExit());
    CapturedStream stdout = ended.getEvidence().getStdout();
    CapturedStream stderr = ended.getEvidence().getStderr();
    return exit.map(
        how ->
            new WorkState.Ended(
                how,
                Math.max(0, stdout.getReceivedBytes()),
                Math.max(0, stderr.getReceivedBytes()),
                stdout.getCut() || stderr.getCut()));
  }
}
