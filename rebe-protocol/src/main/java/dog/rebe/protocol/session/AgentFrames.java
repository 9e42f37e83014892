package dog.rebe.protocol.session;

import dog.rebe.protocol.wire.Demand;
import dog.rebe.protocol.wire.Frame;
import dog.rebe.protocol.wire.Input;
import org.jspecify.annotations.Nullable;

/** Hands what a caller sends to whom it is for, on the agent's side. Called by one thread. */
final class AgentFrames {

  private final AgentSession session;
  private final AgentFiles files;

  AgentFrames(AgentSession session, AgentFiles files) {
    this.session = session;
    this.files = files;
  }

  void dispatch(Frame frame) throws FrameException {
    switch (frame.getBodyCase()) {
      case EXECUTE -> session.execute(frame.getExecute());
      case REATTACH -> session.reattach(frame.getReattach());
      case DEMAND -> demand(frame.getDemand());
      case INPUT -> input(frame.getInput());
      case STOP -> stop(frame.getStop().getCall());
      case TERMINAL_INPUT, TERMINAL_RESIZE -> terminal(frame);
      case TOKEN_QUERY -> session.ask(frame.getTokenQuery());
      case FLEET_START -> session.startRun(frame.getFleetStart());
      case FLEET_DEMAND, FLEET_CANCEL -> run(frame);
      case FILE_REQUEST -> files.ask(frame.getFileRequest());
      case GOODBYE -> session.left();
      case ACCEPTED, OUTPUT, INPUT_CREDIT, END, STATUS, FILE_REPLY, FLEET_RESULTS, TOKEN_STATUS ->
          throw FrameException.unexpected("A caller sends no " + frame.getBodyCase());
      default -> {
        // Of a later minor version.
      }
    }
  }

  private void demand(Demand demand) throws FrameException {
    AgentCall call = session.find(demand.getCall());
    FollowedWork followed = session.findFollowed(demand.getCall());
    if (call != null) {
      call.demand(demand.getFrames());
    } else if (followed != null) {
      followed.demand(demand.getFrames());
    }
  }

  private void input(Input input) throws FrameException {
    AgentCall call = session.find(input.getCall());
    if (call != null) {
      call.input(input.getData(), input.getEnd());
    }
  }

  private void stop(long number) throws FrameException {
    AgentCall call = session.find(number);
    FollowedWork followed = session.findFollowed(number);
    if (call != null) {
      call.stop();
    } else if (followed != null) {
      followed.stop();
    }
  }

  private void terminal(Frame frame) throws FrameException {
    boolean typed = frame.hasTerminalInput();
    @Nullable AgentCall call =
        session.find(
            typed ? frame.getTerminalInput().getCall() : frame.getTerminalResize().getCall());
    if (call != null && typed) {
      call.terminal().type(frame.getTerminalInput().getData());
    } else if (call != null) {
      call.terminal().resize(frame.getTerminalResize());
    }
  }

  private void run(Frame frame) throws FrameException {
    boolean demand = frame.hasFleetDemand();
    @Nullable AgentRun run =
        session.findRun(demand ? frame.getFleetDemand().getRun() : frame.getFleetCancel().getRun());
    if (run != null && demand) {
      run.demand(frame.getFleetDemand().getFrames());
    } else if (run != null) {
      run.cancel();
    }
  }
}
