package dog.rebe.protocol.session;

import dog.rebe.protocol.wire.FleetResults;
import dog.rebe.protocol.wire.Frame;
import dog.rebe.protocol.wire.TokenStatus;
import java.util.Optional;

/** Hands what an agent sends to whom it is for, on the caller's side. Called by one thread. */
final class CallerFrames {

  private final CallerSession session;
  private final CallerErrands errands;
  private final FileCalls files;

  CallerFrames(CallerSession session, CallerErrands errands, FileCalls files) {
    this.session = session;
    this.errands = errands;
    this.files = files;
  }

  void dispatch(Frame frame) throws FrameException {
    switch (frame.getBodyCase()) {
      case ACCEPTED ->
          session.find(frame.getAccepted().getCall()).ifPresent(CallerExchange::onAccepted);
      case OUTPUT -> {
        Optional<CallerExchange> call = session.find(frame.getOutput().getCall());
        if (call.isPresent()) {
          call.get().onOutput(frame.getOutput());
        }
      }
      case INPUT_CREDIT -> {
        Optional<CallerExchange> call = session.find(frame.getInputCredit().getCall());
        if (call.isPresent()) {
          call.get().onInputCredit(frame.getInputCredit().getBytes());
        }
      }
      case END ->
          session
              .find(frame.getEnd().getCall())
              .ifPresent(call -> call.onEnd(EndMessage.toEnd(frame.getEnd())));
      case FLEET_RESULTS -> answered(frame.getFleetResults());
      case TOKEN_STATUS -> answered(frame.getTokenStatus());
      case FILE_REPLY -> files.answered(frame.getFileReply());
      case STATUS -> session.hear(frame.getStatus());
      case GOODBYE -> session.drain();
      case EXECUTE,
          DEMAND,
          INPUT,
          STOP,
          FILE_REQUEST,
          FLEET_START,
          FLEET_DEMAND,
          FLEET_CANCEL,
          TOKEN_QUERY,
          REATTACH,
          TERMINAL_INPUT,
          TERMINAL_RESIZE ->
          throw FrameException.unexpected("An agent sends no " + frame.getBodyCase());
      default -> {
        // Of a later minor version.
      }
    }
  }

  private void answered(FleetResults results) throws FrameException {
    CallerRun run = errands.find(results.getRun(), CallerRun.class);
    if (run != null && run.answered(results)) {
      errands.remove(run);
    }
  }

  private void answered(TokenStatus status) throws FrameException {
    TokenQuestion question = errands.find(status.getQuery(), TokenQuestion.class);
    if (question != null) {
      question.answered(status);
    }
  }
}
