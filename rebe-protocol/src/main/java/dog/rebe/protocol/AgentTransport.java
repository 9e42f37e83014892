package dog.rebe.protocol;

import dog.rebe.command.DetachedWork;
import dog.rebe.command.RunAs;
import dog.rebe.command.Token;
import dog.rebe.execution.Capability;
import dog.rebe.execution.Exchange;
import dog.rebe.execution.ExchangeEnd;
import dog.rebe.execution.ExchangeListener;
import dog.rebe.execution.Request;
import dog.rebe.execution.SystemScheduler;
import dog.rebe.execution.Transport;
import dog.rebe.execution.TransportException;
import dog.rebe.files.FileView;
import dog.rebe.node.Endpoint;
import dog.rebe.node.Node;
import dog.rebe.outcome.FailureKind;
import dog.rebe.outcome.Outcome;
import dog.rebe.protocol.carrier.Connector;
import dog.rebe.protocol.fleet.FleetListener;
import dog.rebe.protocol.fleet.FleetOrder;
import dog.rebe.protocol.fleet.RemoteFleet;
import dog.rebe.protocol.negotiation.Agreement;
import dog.rebe.protocol.session.CallerOptions;
import dog.rebe.protocol.session.CallerSession;
import dog.rebe.protocol.session.RemoteFileView;
import dog.rebe.protocol.session.WorkToFollow;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import org.jspecify.annotations.Nullable;

/**
 * Reaches nodes through agents, as an executor reaches others by SSH: the deadline, the output, the
 * stop and the one end of an attempt travel through. Serves the scheme {@code agent}. Thread-safe.
 *
 * <pre>{@code
 * AgentTransport agents = AgentTransport.builder().agent("harbour", connector).build();
 * Node pump = Node.of("pump-7", AgentTransport.endpoint("harbour"));
 * }</pre>
 *
 * <p>What it can and cannot promise:
 *
 * <ul>
 *   <li>The point of no return is the request to the agent. After it only the agent's word that
 *       nothing ran proves so; an agent that is gone for longer than the resume window leaves its
 *       calls {@code UNKNOWN}.
 *   <li>When a link is lost and both sides have the feature "resume", calls go on over the next
 *       one: no frame is dealt with twice, so no command runs twice.
 *   <li>A command with a token runs at most once, whatever is lost: coordinator, agent or link. Its
 *       token can be delivered again, through any agent that reaches the node.
 *   <li>Where a node really is, is known to its agent alone: an endpoint names the agent, and the
 *       node's id says the rest.
 *   <li>There are two threads for each agent, and up to 256 more for standard inputs that are
 *       streams and for opening files.
 * </ul>
 */
public final class AgentTransport implements Transport {

  private static final String SCHEME = "agent";
  private static final int MAX_WORKERS = 256;

  private final Map<String, CallerSession> sessions = new ConcurrentHashMap<>();
  private final ThreadPoolExecutor workers;
  private final @Nullable SystemScheduler ownScheduler;
  private volatile boolean closed;

  AgentTransport(AgentTransportBuilder builder) {
    this.workers = Workers.atMost(MAX_WORKERS, "rebe-agent-input");
    SystemScheduler own = builder.scheduler == null ? SystemScheduler.create() : null;
    this.ownScheduler = own;
    CallerOptions options =
        new CallerOptions(
            builder.session,
            builder.identity,
            own == null ? java.util.Objects.requireNonNull(builder.scheduler) : own,
            builder.random,
            workers);
    builder.agents.forEach(
        (name, connector) ->
            sessions.put(
                name, new CallerSession(options, new CallerSession.Links(name, connector))));
    builder.callers.forEach(
        (name, calling) -> {
          Connector connector = calling.expect(name, () -> called(name));
          CallerSession.Links links = new CallerSession.Links(name, connector, Optional.of(name));
          sessions.put(name, new CallerSession(options, links));
        });
  }

  /** An agent that calls is answered at once, though nothing is to be run yet. */
  private void called(String name) {
    CallerSession session = sessions.get(name);
    if (session != null) {
      session.connect();
    }
  }

  /** A builder. */
  public static AgentTransportBuilder builder() {
    return new AgentTransportBuilder();
  }

  /** The endpoint of nodes behind the agent of this name. */
  public static Endpoint endpoint(String agent) {
    if (agent.isEmpty()) {
      throw new IllegalArgumentException("An agent has a name");
    }
    return new Endpoint(SCHEME, Optional.empty(), agent, OptionalInt.empty());
  }

  @Override
  public Set<String> schemes() {
    return Set.of(SCHEME);
  }

  /**
   * All there are. An agent that lacks one, or whose policy or transport does not allow it, refuses
   * what needs it before anything runs.
   */
  @Override
  public Set<Capability> capabilities() {
    return Set.of(Capability.FILES, Capability.TOKEN, Capability.DETACH, Capability.INTERACTIVE);
  }

  @Override
  public boolean isConnected(Node node) {
    CallerSession session = sessions.get(node.endpoint().host());
    return session != null && session.isLinked();
  }

  /** Opens a session with this agent if there is none. Does not wait. */
  public void connect(String agent) {
    CallerSession session = sessions.get(agent);
    if (session == null) {
      throw new IllegalArgumentException("No agent is called " + agent);
    }
    session.connect();
  }

  /** What was agreed with this agent, while there is a session. */
  public Optional<Agreement> agreement(String agent) {
    CallerSession session = sessions.get(agent);
    return session == null
        ? Optional.empty()
        : session.terms().map(dog.rebe.protocol.session.Terms::agreement);
  }

  /** What this agent said of itself last, while there is a session. */
  public Optional<AgentReport> report(String agent) {
    CallerSession session = sessions.get(agent);
    return session == null ? Optional.empty() : session.status().map(AgentReport::of);
  }

  /**
   * Lets an agent run a command on many of its nodes itself, and tell what became of them folded:
   * nodes with equal outcomes together, each node once. Nothing is told before {@link
   * RemoteFleet#request}. Needs the feature "fleet".
   *
   * @throws IllegalArgumentException if no agent has this name
   */
  public RemoteFleet startRun(String agent, FleetOrder order, FleetListener listener) {
    CallerSession session = sessions.get(agent);
    if (session == null) {
      throw new IllegalArgumentException("No agent is called " + agent);
    }
    return session.startRun(order, listener);
  }

  /**
   * Asks how the work of a token stands on a node behind an agent. Changes nothing on the node but
   * that a journal is made there if there is none. Does not block; never completes with an
   * exception: what went wrong is a failure. Needs the feature "token-query".
   *
   * @param node its endpoint names the agent
   * @param token bound to the epoch under which it was claimed, or to none for the present one
   * @param user as whom the work runs; absent for the login's own
   * @param time how long the answer may take, longer than zero
   * @throws IllegalArgumentException if no agent has the name that the endpoint says
   */
  public CompletionStage<Outcome<TokenStanding>> tokenStatus(
      Node node, Token token, Optional<RunAs> user, Duration time) {
    return session(node).ask(node, token, user, time);
  }

  /**
   * Follows detached work on a node behind an agent: what it prints from these bytes on, as it is
   * demanded, then its end. {@link Exchange#stop}, the end of this time and a lost session end the
   * following only; the work goes on, and the end is then {@link ExchangeEnd.StillRunning} or
   * {@link ExchangeEnd.Lost}. Needs the feature "token-query".
   *
   * @param node its endpoint names the agent
   * @param stdoutFrom the first byte of standard output that is wanted; zero or more
   * @param stderrFrom the same of standard error
   * @param time how long it is followed, longer than zero
   * @param listener hears of it as of an attempt
   * @throws IllegalArgumentException if no agent has the name that the endpoint says, or a byte is
   *     negative
   */
  public Exchange follow(
      Node node,
      DetachedWork work,
      long stdoutFrom,
      long stderrFrom,
      Duration time,
      ExchangeListener listener) {
    WorkToFollow followed = new WorkToFollow(node, work, stdoutFrom, stderrFrom, time);
    return session(node).follow(followed, listener);
  }

  private CallerSession session(Node node) {
    CallerSession session = sessions.get(node.endpoint().host());
    if (session == null) {
      throw new IllegalArgumentException("No agent is called " + node.endpoint().host());
    }
    return session;
  }

  @Override
  public Exchange start(Request request, ExchangeListener listener) {
    CallerSession session = sessions.get(request.node().endpoint().host());
    if (session == null || closed) {
      listener.onEnd(
          closed
              ? new ExchangeEnd.NotStarted(
                  FailureKind.EXECUTOR_CLOSED, "The transport to agents is closed")
              : new ExchangeEnd.NotStarted(
                  FailureKind.UNSUPPORTED, "No agent has the name that the endpoint says"));
      return NothingRuns.INSTANCE;
    }
    return session.start(request, listener);
  }

  private enum NothingRuns implements Exchange {
    INSTANCE;

    @Override
    public void request(long chunks) {}

    @Override
    public void stop() {}
  }

  @Override
  public CompletionStage<FileView> openFiles(Node node, Duration deadline) {
    CompletableFuture<FileView> opened = new CompletableFuture<>();
    CallerSession session = sessions.get(node.endpoint().host());
    if (session == null) {
      opened.completeExceptionally(
          new TransportException(
              FailureKind.UNSUPPORTED, "No agent has the name that the endpoint says"));
      return opened;
    }
    try {
      workers.execute(
          () -> {
            try {
              opened.complete(RemoteFileView.open(session, node, deadline));
            } catch (TransportException | RuntimeException e) {
              opened.completeExceptionally(e);
            }
          });
    } catch (RejectedExecutionException e) {
      opened.completeExceptionally(
          new TransportException(FailureKind.BULKHEAD_FULL, "Too much is being opened"));
    }
    return opened;
  }

  /**
   * Stops what runs, waits for its end, for each command's grace at most, and says goodbye to the
   * agents. Idempotent.
   */
  @Override
  public void close() {
    closed = true;
    sessions.values().forEach(CallerSession::beginClose);
    sessions.values().forEach(CallerSession::close);
    workers.shutdown();
    if (ownScheduler != null) {
      ownScheduler.close();
    }
  }
}
