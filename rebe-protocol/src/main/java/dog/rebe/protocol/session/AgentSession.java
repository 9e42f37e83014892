package dog.rebe.protocol.session;

import dog.rebe.execution.ExchangeEnd;
import dog.rebe.outcome.FailureKind;
import dog.rebe.protocol.negotiation.Feature;
import dog.rebe.protocol.wire.Execute;
import dog.rebe.protocol.wire.FleetStart;
import dog.rebe.protocol.wire.Frame;
import dog.rebe.protocol.wire.Goodbye;
import dog.rebe.protocol.wire.Reattach;
import dog.rebe.protocol.wire.TokenQuery;
import dog.rebe.protocol.wire.TokenStatus;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One caller's session with an agent, over one link after another. Thread-safe. */
final class AgentSession implements FrameHandler {

  /** Few calls may be quick; many must not each hold several chunks. */
  private static final int FEW_CALLS = 64;

  private static final int CHUNKS_AHEAD = 8;

  private static final String FULL = "The agent takes no further call now";

  private final AgentSide agent;
  private final Consumer<AgentSession> overListener;
  private final Consumer<AgentSession> lostListener;
  private final SessionName name;
  private final FrameChannel channel;
  private final AgentFiles files;
  private final AgentRuns runs;
  private final AgentWork work;
  private final CallStart start;
  private final AgentFrames frames;
  private final int maxCalls;
  private final Map<Long, AgentCall> calls = new HashMap<>();
  private final Queue<Runnable> waitingForRoom = new ConcurrentLinkedQueue<>();
  private long lastCall;
  private boolean draining;
  private boolean over;

  AgentSession(
      AgentSide agent,
      Opened opened,
      int maxCalls,
      Consumer<AgentSession> overListener,
      Consumer<AgentSession> lostListener) {
    this.agent = agent;
    this.name = opened.session();
    this.maxCalls = maxCalls;
    this.overListener = overListener;
    this.lostListener = lostListener;
    this.channel = new FrameChannel(opened.terms(), agent.scheduler(), this);
    this.files = new AgentFiles(agent, opened.terms(), channel::send);
    this.runs = new AgentRuns(agent, this);
    this.work = new AgentWork(agent, this);
    this.start = new CallStart(agent, this);
    this.frames = new AgentFrames(this, files);
  }

  AgentSide agent() {
    return agent;
  }

  SessionName name() {
    return name;
  }

  FrameChannel channel() {
    return channel;
  }

  Terms terms() {
    return channel.terms();
  }

  void send(Frame frame) {
    channel.send(frame);
  }

  /** Who is not there is told when he comes back. */
  void sendStatus() {
    if (!channel.isLinked()) {
      return;
    }
    send(Frame.newBuilder().setStatus(agent.status()).build());
  }

  /** How many chunks a call may ask its transport for at once. */
  synchronized int chunksAhead() {
    return calls.size() < FEW_CALLS ? CHUNKS_AHEAD : 1;
  }

  /** Whether there is no room for more output; if so this runs when there is. */
  boolean isFull(Runnable woken) {
    if (!channel.isFull()) {
      return false;
    }
    waitingForRoom.add(woken);
    return channel.isFull();
  }

  @Override
  public void onRoom() {
    List<Runnable> woken = new ArrayList<>();
    Runnable next;
    while ((next = waitingForRoom.poll()) != null) {
      woken.add(next);
    }
    woken.forEach(Runnable::run);
  }

  @Override
  public void onFrame(Frame frame) throws FrameException {
    frames.dispatch(frame);
  }

  /** The caller left. */
  void left() {
    channel.close();
    finish("The caller left");
  }

  /** The call of this number, if it goes on. */
  synchronized @Nullable AgentCall find(long number) throws FrameException {
    if (number <= 0 || number > lastCall) {
      throw FrameException.call("There was no call " + Long.toUnsignedString(number));
    }
    return calls.get(number);
  }

  synchronized @Nullable FollowedWork findFollowed(long number) throws FrameException {
    find(number);
    return work.find(number);
  }

  synchronized @Nullable AgentRun findRun(long number) throws FrameException {
    find(number);
    return runs.find(number);
  }

  void startRun(FleetStart start) throws FrameException {
    if (!takePlace(start.getRun(), Feature.FLEET)) {
      agent.refused();
      runs.refuse(start.getRun(), FailureKind.CHANNEL_REFUSED, FULL);
    } else if (!runs.start(start)) {
      agent.refused();
      agent.endCall();
    }
  }

  /** A question about a token. */
  void ask(TokenQuery query) throws FrameException {
    if (takePlace(query.getQuery(), Feature.TOKEN_QUERY)) {
      work.ask(query);
    } else {
      agent.refused();
      send(
          Frame.newBuilder()
              .setTokenStatus(
                  TokenStatus.newBuilder()
                      .setQuery(query.getQuery())
                      .setUnavailable(EndMessage.cause(FailureKind.CHANNEL_REFUSED, FULL)))
              .build());
    }
  }

  /** Detached work is taken up anew. */
  void reattach(Reattach reattach) throws FrameException {
    if (reattach.getDemand() < 0) {
      throw FrameException.credit("The demand for output is beyond all bounds");
    }
    if (takePlace(reattach.getCall(), Feature.TOKEN_QUERY)) {
      work.follow(reattach);
    } else {
      refuse(reattach.getCall());
    }
  }

  /** A place for something that has a number of its own; false if there is none. */
  private synchronized boolean takePlace(long number, Feature needed) throws FrameException {
    requireNew(number);
    if (!terms().agreement().has(needed)) {
      throw FrameException.unexpected("The feature '" + needed + "' was not agreed on");
    }
    return !draining && !over && agent.beginCall();
  }

  /** A run's last result is sent. */
  void runEnded(long number) {
    if (runs.remove(number)) {
      agent.endCall();
    }
  }

  private void requireNew(long number) throws FrameException {
    if (number <= lastCall) {
      throw FrameException.call(
          "Call " + Long.toUnsignedString(number) + " is not greater than those before");
    }
    lastCall = number;
  }

  void execute(Execute execute) throws FrameException {
    long number = execute.getCall();
    AgentCall call;
    boolean full;
    synchronized (this) {
      if (execute.getDemand() < 0) {
        throw FrameException.credit("The demand for output is beyond all bounds");
      }
      requireNew(number);
      full = calls.size() >= maxCalls || draining || over;
      call = new AgentCall(number, execute.getDemand(), this, terms().peerFrameBytes());
      if (!full && agent.beginCall()) {
        calls.put(number, call);
      } else {
        full = true;
      }
    }
    if (full) {
      refuse(number);
    } else {
      start.begin(execute, call);
    }
  }

  private void refuse(long number) {
    agent.refused();
    ExchangeEnd full = new ExchangeEnd.NotStarted(FailureKind.CHANNEL_REFUSED, FULL);
    send(Frame.newBuilder().setEnd(EndMessage.of(number, full)).build());
  }

  /** A call's end is sent. */
  void ended(AgentCall call) {
    boolean last;
    synchronized (this) {
      if (calls.remove(call.number()) == null) {
        return;
      }
      last = over && calls.isEmpty();
    }
    agent.endCall();
    if (last) {
      overListener.accept(this);
    }
  }

  /** Takes no new calls; the caller leaves when the last has ended. */
  void drain(String reason) {
    synchronized (this) {
      if (draining) {
        return;
      }
      draining = true;
    }
    send(Frame.newBuilder().setGoodbye(Goodbye.newBuilder().setReason(reason)).build());
  }

  /**
   * Takes no new calls and ends those under way; their callers hear how, and leave. One who is not
   * there hears nothing.
   */
  void shutDown(String reason) {
    if (!channel.isLinked()) {
      finish(reason);
      return;
    }
    drain(reason);
    List<AgentCall> running;
    synchronized (this) {
      running = new ArrayList<>(calls.values());
    }
    work.close();
    running.forEach(AgentCall::stop);
  }

  @Override
  public void onLinkLost(String detail) {
    lostListener.accept(this);
  }

  @Override
  public void onBroken(String detail) {
    finish(detail);
  }

  /** Nobody is there any more to hear of the calls: they are ended. */
  void finish(String why) {
    List<AgentCall> running;
    boolean none;
    synchronized (this) {
      if (over) {
        return;
      }
      over = true;
      running = new ArrayList<>(calls.values());
      none = running.isEmpty();
    }
    channel.close();
    files.close();
    runs.close();
    work.close();
    running.forEach(AgentCall::stop);
    if (none) {
      overListener.accept(this);
    }
  }

  synchronized boolean isOver() {
    return over;
  }
}
