package dog.rebe.protocol.session;

import dog.rebe.command.Secret;
import dog.rebe.command.SecretValues;
import dog.rebe.command.StandardInput;
import dog.rebe.execution.ExchangeEnd;
import dog.rebe.execution.Request;
import dog.rebe.outcome.FailureKind;
import dog.rebe.protocol.wire.Execute;
import dog.rebe.protocol.wire.Frame;
import dog.rebe.protocol.wire.Goodbye;
import dog.rebe.protocol.wire.Input;
import dog.rebe.protocol.wire.InputCredit;
import dog.rebe.protocol.wire.SecretValue;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One caller's session with an agent, over one link after another. Thread-safe. */
final class AgentSession implements FrameHandler {

  /** Few calls may be quick; many must not each hold several chunks. */
  private static final int FEW_CALLS = 64;

  private static final int CHUNKS_AHEAD = 8;

  private final AgentSide agent;
  private final Consumer<AgentSession> overListener;
  private final Consumer<AgentSession> lostListener;
  private final SessionName name;
  private final FrameChannel channel;
  private final AgentFiles files;
  private final int maxCalls;
  private final Map<Long, AgentCall> calls = new HashMap<>();
  private final Queue<AgentCall> waitingForRoom = new ConcurrentLinkedQueue<>();
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

  void sendStatus() {
    send(Frame.newBuilder().setStatus(agent.status()).build());
  }

  /** How many chunks a call may ask its transport for at once. */
  synchronized int chunksAhead() {
    return calls.size() < FEW_CALLS ? CHUNKS_AHEAD : 1;
  }

  /** Whether there is no room for more output; if so the call is told when there is. */
  boolean isFull(AgentCall call) {
    if (!channel.isFull()) {
      return false;
    }
    waitingForRoom.add(call);
    return channel.isFull();
  }

  @Override
  public void onRoom() {
    List<AgentCall> woken = new ArrayList<>();
    AgentCall next;
    while ((next = waitingForRoom.poll()) != null) {
      woken.add(next);
    }
    woken.forEach(AgentCall::advance);
  }

  @Override
  public void onFrame(Frame frame) throws FrameException {
    switch (frame.getBodyCase()) {
      case EXECUTE -> execute(frame.getExecute());
      case DEMAND -> {
        AgentCall call = find(frame.getDemand().getCall());
        if (call != null) {
          call.demand(frame.getDemand().getFrames());
        }
      }
      case INPUT -> input(frame.getInput());
      case STOP -> {
        AgentCall call = find(frame.getStop().getCall());
        if (call != null) {
          call.stop();
        }
      }
      case TERMINAL_INPUT -> {
        AgentCall call = find(frame.getTerminalInput().getCall());
        if (call != null) {
          call.terminal().type(frame.getTerminalInput().getData());
        }
      }
      case TERMINAL_RESIZE -> {
        AgentCall call = find(frame.getTerminalResize().getCall());
        if (call != null) {
          call.terminal().resize(frame.getTerminalResize());
        }
      }
      case FILE_REQUEST -> files.ask(frame.getFileRequest());
      case GOODBYE -> {
        channel.close();
        finish("The caller left");
      }
      case ACCEPTED, OUTPUT, INPUT_CREDIT, END, STATUS, FILE_REPLY ->
          throw FrameException.unexpected("A caller sends no " + frame.getBodyCase());
      default -> {
        // Of a later minor version.
      }
    }
  }

  private void input(Input input) throws FrameException {
    AgentCall call = find(input.getCall());
    if (call != null) {
      call.input(input.getData(), input.getEnd());
    }
  }

  private synchronized @Nullable AgentCall find(long number) throws FrameException {
    if (number <= 0 || number > lastCall) {
      throw FrameException.call("There was no call " + Long.toUnsignedString(number));
    }
    return calls.get(number);
  }

  private void execute(Execute execute) throws FrameException {
    long number = execute.getCall();
    AgentCall call;
    boolean full;
    synchronized (this) {
      if (number <= lastCall) {
        throw FrameException.call(
            "Call " + Long.toUnsignedString(number) + " is not greater than those before");
      }
      if (execute.getDemand() < 0) {
        throw FrameException.credit("The demand for output is beyond all bounds");
      }
      lastCall = number;
      full = calls.size() >= maxCalls || draining || over;
      call = new AgentCall(number, execute.getDemand(), this, terms().peerFrameBytes());
      if (!full && agent.beginCall()) {
        calls.put(number, call);
      } else {
        full = true;
      }
    }
    if (full) {
      refuse(number, FailureKind.CHANNEL_REFUSED, "The agent takes no further call now");
    } else {
      admit(execute, call);
    }
  }

  private void admit(Execute execute, AgentCall call) {
    AgentInput input = new AgentInput(bytes -> sendCredit(call.number(), bytes));
    Admittance.Admitted admitted;
    try {
      admitted =
          new Admittance(agent, terms().peer()).admit(execute, StandardInput.stream(() -> input));
    } catch (Admittance.RefusedException e) {
      refuse(call, e.kind(), e.detail());
      return;
    }
    if (admitted.terminal().isPresent()) {
      call.hasTerminal(new AgentTerminal(bytes -> sendCredit(call.number(), bytes)));
      sendCredit(call.number(), AgentTerminal.WINDOW_BYTES);
    } else if (admitted.command().input() instanceof StandardInput.Stream) {
      call.reads(input);
      sendCredit(call.number(), AgentInput.WINDOW_BYTES);
    }
    withSecrets(execute, call, admitted);
  }

  private void sendCredit(long number, long bytes) {
    send(
        Frame.newBuilder()
            .setInputCredit(InputCredit.newBuilder().setCall(number).setBytes(bytes))
            .build());
  }

  private void withSecrets(Execute execute, AgentCall call, Admittance.Admitted admitted) {
    Map<String, byte[]> values = new HashMap<>();
    for (SecretValue value : execute.getSecretsList()) {
      values.put(value.getName(), value.getValue().toByteArray());
    }
    List<Secret> missing =
        CommandMessage.secrets(admitted.command()).stream()
            .filter(secret -> !values.containsKey(secret.name()))
            .toList();
    if (missing.isEmpty()) {
      start(execute, call, admitted, values);
      return;
    }
    try {
      agent.workers().execute(() -> fetch(missing, execute, call, admitted, values));
    } catch (RejectedExecutionException e) {
      refuse(call, FailureKind.CHANNEL_REFUSED, "The agent is busy");
    }
  }

  private void fetch(
      List<Secret> missing,
      Execute execute,
      AgentCall call,
      Admittance.Admitted admitted,
      Map<String, byte[]> values) {
    for (Secret secret : missing) {
      try {
        if (secret.source() != AgentSecret.MARK) {
          throw new IOException("The caller did not send it");
        }
        values.put(secret.name(), agent.secrets().fetch(secret.name()));
      } catch (IOException | RuntimeException e) {
        refuse(
            call,
            FailureKind.SECRET_UNAVAILABLE,
            "The secret " + secret.name() + " cannot be had: " + e.getMessage());
        return;
      }
    }
    start(execute, call, admitted, values);
  }

  private void start(
      Execute execute, AgentCall call, Admittance.Admitted admitted, Map<String, byte[]> values) {
    SecretValues secrets = SecretValues.of(values);
    Request request;
    try {
      request =
          new Request(
              admitted.node(),
              admitted.command(),
              secrets,
              execute.getNonce(),
              Math.max(1, execute.getAttempt()),
              Nanos.toDuration(Math.max(1, execute.getTimeLeftNanos())),
              admitted.terminal());
    } catch (IllegalArgumentException e) {
      secrets.close();
      refuse(call, FailureKind.UNSUPPORTED, "The agent cannot run this: " + e.getMessage());
      return;
    }
    try {
      call.start(request);
    } catch (RuntimeException e) {
      call.onEnd(
          new ExchangeEnd.Lost(FailureKind.INTERNAL_ERROR, "The agent's transport threw: " + e));
    }
  }

  private void refuse(AgentCall call, FailureKind kind, String detail) {
    agent.refused();
    call.onEnd(new ExchangeEnd.NotStarted(kind, detail));
  }

  private void refuse(long number, FailureKind kind, String detail) {
    agent.refused();
    send(
        Frame.newBuilder()
            .setEnd(EndMessage.of(number, new ExchangeEnd.NotStarted(kind, detail)))
            .build());
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
    running.forEach(AgentCall::stop);
    if (none) {
      overListener.accept(this);
    }
  }

  synchronized boolean isOver() {
    return over;
  }
}
