package dog.rebe.protocol.session;

import dog.rebe.execution.ExchangeEnd;
import dog.rebe.outcome.Exit;
import dog.rebe.outcome.ExitSignal;
import dog.rebe.outcome.ExitStatus;
import dog.rebe.outcome.FailureKind;
import dog.rebe.outcome.JumpHostFault;
import dog.rebe.protocol.wire.Cause;
import dog.rebe.protocol.wire.End;
import dog.rebe.protocol.wire.Running;
import dog.rebe.protocol.wire.StoppedBeforeStart;
import dog.rebe.protocol.wire.StoppedConfirmed;
import dog.rebe.protocol.wire.StoppedUnconfirmed;
import java.util.Optional;

/** Between our ends of an attempt and those on the wire. What is unknown counts as lost. */
final class EndMessage {

  /** Longer details are cut: an end must always fit into a frame. */
  private static final int MAX_DETAIL = 4_096;

  private EndMessage() {}

  static End of(long call, ExchangeEnd end) {
    End.Builder wire = End.newBuilder().setCall(call);
    if (end instanceof ExchangeEnd.Exited exited) {
      wire.setExited(exit(exited.exit())).setOutputCut(exited.outputCut());
    } else if (end instanceof ExchangeEnd.NotStarted cause) {
      Cause.Builder why = cause(cause.kind(), cause.detail()).toBuilder();
      cause.jumpHost().ifPresent(fault -> why.setJumpHost(jumpHost(fault)));
      wire.setNotStarted(why);
    } else if (end instanceof ExchangeEnd.Lost cause) {
      wire.setLost(cause(cause.kind(), cause.detail()));
    } else if (end instanceof ExchangeEnd.StillRunning) {
      wire.setRunning(Running.getDefaultInstance());
    } else if (end instanceof ExchangeEnd.StoppedBeforeStart) {
      wire.setStoppedBeforeStart(StoppedBeforeStart.getDefaultInstance());
    } else if (end instanceof ExchangeEnd.StoppedConfirmed) {
      wire.setStoppedConfirmed(StoppedConfirmed.getDefaultInstance());
    } else if (end instanceof ExchangeEnd.StoppedUnconfirmed unconfirmed) {
      wire.setStoppedUnconfirmed(
          StoppedUnconfirmed.newBuilder().setDetail(cut(unconfirmed.detail())));
    }
    return wire.build();
  }

  static ExchangeEnd toEnd(End wire) {
    return switch (wire.getHowCase()) {
      case EXITED -> exited(wire.getExited(), wire.getOutputCut());
      case NOT_STARTED ->
          new ExchangeEnd.NotStarted(
              kind(wire.getNotStarted()),
              detail(wire.getNotStarted()),
              jumpHost(wire.getNotStarted()));
      case LOST -> new ExchangeEnd.Lost(kind(wire.getLost()), detail(wire.getLost()));
      case STOPPED_BEFORE_START -> new ExchangeEnd.StoppedBeforeStart();
      case STOPPED_CONFIRMED -> new ExchangeEnd.StoppedConfirmed();
      case STOPPED_UNCONFIRMED ->
          new ExchangeEnd.StoppedUnconfirmed(wire.getStoppedUnconfirmed().getDetail());
      case RUNNING -> new ExchangeEnd.StillRunning();
      default ->
          new ExchangeEnd.Lost(
              FailureKind.EXIT_UNKNOWN, "The attempt ended in a way that this version cannot tell");
    };
  }

  private static dog.rebe.protocol.wire.Exit exit(Exit exit) {
    dog.rebe.protocol.wire.Exit.Builder wire = dog.rebe.protocol.wire.Exit.newBuilder();
    if (exit instanceof ExitStatus status) {
      wire.setStatus(status.code());
    } else if (exit instanceof ExitSignal signal) {
      wire.setSignal(signal.name());
    }
    return wire.build();
  }

  private static ExchangeEnd exited(dog.rebe.protocol.wire.Exit wire, boolean outputCut) {
    return switch (wire.getHowCase()) {
      case STATUS -> new ExchangeEnd.Exited(new ExitStatus(wire.getStatus()), outputCut);
      case SIGNAL -> new ExchangeEnd.Exited(new ExitSignal(wire.getSignal()), outputCut);
      case HOW_NOT_SET -> new ExchangeEnd.Lost(FailureKind.EXIT_UNKNOWN, "The agent tells no exit");
    };
  }

  static Cause cause(FailureKind kind, String detail) {
    return Cause.newBuilder().setKind(kind.code()).setDetail(cut(detail)).build();
  }

  private static dog.rebe.protocol.wire.JumpHostFault jumpHost(JumpHostFault fault) {
    return dog.rebe.protocol.wire.JumpHostFault.newBuilder()
        .setJumpHost(cut(fault.jumpHost()))
        .setKind(fault.kind().code())
        .build();
  }

  private static Optional<JumpHostFault> jumpHost(Cause cause) {
    return cause.hasJumpHost()
        ? Optional.of(
            new JumpHostFault(
                cause.getJumpHost().getJumpHost(),
                FailureKind.ofCode(cause.getJumpHost().getKind())
                    .orElse(FailureKind.INTERNAL_ERROR)))
        : Optional.empty();
  }

  private static String cut(String detail) {
    return detail.length() <= MAX_DETAIL ? detail : detail.substring(0, MAX_DETAIL);
  }

  private static FailureKind kind(Cause cause) {
    return FailureKind.ofCode(cause.getKind()).orElse(FailureKind.INTERNAL_ERROR);
  }

  private static String detail(Cause cause) {
    return FailureKind.ofCode(cause.getKind()).isPresent()
        ? cause.getDetail()
        : "Failure '" + cause.getKind() + "' of a later version: " + cause.getDetail();
  }
}
