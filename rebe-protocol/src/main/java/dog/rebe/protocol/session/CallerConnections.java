package dog.rebe.protocol.session;

import dog.rebe.execution.ExchangeEnd;
import dog.rebe.outcome.FailureKind;
import dog.rebe.protocol.wire.Frame;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What happens to a caller's links, as his calls see it. */
final class CallerConnections implements CallerLinks.Events, FrameHandler {

  private final CallerSession session;
  private final CallTable calls;
  private final CallerFrames frames;

  CallerConnections(CallerSession session, CallTable calls, CallerFrames frames) {
    this.session = session;
    this.calls = calls;
    this.frames = frames;
  }

  @Override
  public FrameHandler handler() {
    return this;
  }

  @Override
  public boolean isNeeded() {
    return session.isNeeded();
  }

  @Override
  public void opened(FrameChannel opened) {
    Map<StartFrame, ConnectFailure> refused = new LinkedHashMap<>();
    synchronized (session) {
      session.use(opened);
      for (StartFrame frame : calls.takeWaiting()) {
        ConnectFailure why = session.refusal(frame);
        if (why == null) {
          session.sendNumbered(opened, frame);
        } else {
          refused.put(frame, why);
        }
      }
    }
    refused.forEach(
        (frame, why) -> {
          frame.forget();
          frame.exchange().endUnsent(new ExchangeEnd.NotStarted(why.kind(), why.detail()));
        });
  }

  @Override
  public void resumed() {
    session.linked(true);
  }

  @Override
  public void failed(ConnectFailure why) {
    List<CallerExchange> lost = new ArrayList<>();
    synchronized (session) {
      calls.takeWaiting().forEach(frame -> lost.add(frame.exchange()));
    }
    lost.forEach(
        exchange -> exchange.endUnsent(new ExchangeEnd.NotStarted(why.kind(), why.detail())));
    session.files().failAll(why.kind(), why.detail());
  }

  @Override
  public void over(String detail) {
    List<CallerExchange> lost;
    synchronized (session) {
      lost = calls.underWay();
      session.forgetChannel();
    }
    lost.forEach(exchange -> exchange.lose(FailureKind.CONNECTION_LOST, detail));
    session.failOthers(FailureKind.CONNECTION_LOST, detail);
  }

  @Override
  public void onLinkLost(String detail) {
    session.linked(false);
    session.links().lost(detail);
  }

  @Override
  public void onBroken(String detail) {
    session.links().broken();
    over(detail);
  }

  @Override
  public void onRoom() {}

  @Override
  public void onFrame(Frame frame) throws FrameException {
    frames.dispatch(frame);
  }
}
