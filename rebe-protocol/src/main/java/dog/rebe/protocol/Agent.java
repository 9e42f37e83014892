package dog.rebe.protocol;

import dog.rebe.change.ApprovalGate;
import dog.rebe.command.Command;
import dog.rebe.command.Effect;
import dog.rebe.command.RunAs;
import dog.rebe.command.SecretSource;
import dog.rebe.execution.Scheduler;
import dog.rebe.execution.SystemScheduler;
import dog.rebe.execution.Transport;
import dog.rebe.node.Node;
import dog.rebe.node.NodeId;
import dog.rebe.protocol.carrier.Connector;
import dog.rebe.protocol.carrier.Link;
import dog.rebe.protocol.carrier.LinkServer;
import dog.rebe.protocol.identity.PeerIdentity;
import dog.rebe.protocol.session.AgentSessions;
import dog.rebe.protocol.session.AgentSide;
import dog.rebe.protocol.session.Approvals;
import dog.rebe.protocol.wire.AgentStatus;
import dog.rebe.protocol.wire.UsageCounters;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Serves a {@link Transport} to callers in other processes, under a policy of its own. Commands
 * reach nodes by it; a caller's executor keeps the retries, the approvals and the record.
 * Thread-safe.
 *
 * <pre>{@code
 * Agent agent =
 *     Agent.serving(LocalTransport.create())
 *         .nodes(List.of(Node.local()))
 *         .policy(AgentRules.readOnly())
 *         .build();
 * agent.serve(StandardStreams.link());
 * }</pre>
 *
 * <p>Nobody is served without authentication: by the carrier, or by enrolled keys on both sides.
 * What a caller leaves running when he goes is ended.
 */
public final class Agent implements AutoCloseable {

  private static final int MAX_WORKERS = 64;
  private static final Duration CLOSING = Duration.ofSeconds(5);

  private final AgentBuilder options;
  private final @Nullable Approvals approvals;
  private final @Nullable SystemScheduler ownScheduler;
  private final Scheduler scheduler;
  private final ThreadPoolExecutor workers;
  private final AgentSessions sessions;
  private final StatusNews news;
  private final Openings openings;
  private final List<LinkServer> servers = new ArrayList<>();
  private final List<Calling> calling = new ArrayList<>();
  private final AtomicInteger calls = new AtomicInteger();
  private final AtomicLong taken = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();
  private final AtomicLong outputBytes = new AtomicLong();
  private volatile boolean draining;
  private volatile boolean closed;

  Agent(AgentBuilder options) {
    this.options = options;
    this.approvals =
        options.approvers == null ? null : new Approvals(options.approvers, options.clock);
    this.ownScheduler = options.scheduler == null ? SystemScheduler.create() : null;
    this.scheduler = options.scheduler == null ? required(ownScheduler) : options.scheduler;
    this.workers = Workers.atMost(MAX_WORKERS, "rebe-agent-worker");
    this.sessions =
        new AgentSessions(
            new Side(), options.session, options.identity, options.random, options.maxSessions);
    this.news = new StatusNews(scheduler, sessions::tellStatus);
    this.openings =
        new Openings(sessions, scheduler, options.session.openingTimeout(), options.maxOpenings);
  }

  private static Scheduler required(@Nullable SystemScheduler own) {
    return java.util.Objects.requireNonNull(own);
  }

  /** A builder of an agent that serves this transport. Closing the agent does not close it. */
  public static AgentBuilder serving(Transport transport) {
    return new AgentBuilder(transport);
  }

  /**
   * Serves one caller over this link, on the calling thread, until the link ends.
   *
   * @throws IOException if there was no agreement; the message says why
   */
  public void serve(Link link) throws IOException {
    openings.serve(link);
  }

  /** Serves whoever connects to this server, on threads of its own, until the agent is closed. */
  public void listen(LinkServer server) {
    synchronized (this) {
      if (closed) {
        server.close();
        return;
      }
      servers.add(server);
    }
    Thread thread = new Thread(() -> accept(server), "rebe-agent-accept-" + server.address());
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * Calls a coordinator that cannot reach this agent, now and whenever the link has ended, until
   * the agent drains or is closed. The coordinator takes it by {@link CallingAgents}. Needs keys on
   * both sides: a carrier tells the coordinator nothing of which agent calls.
   *
   * @throws IllegalStateException if the agent has no key, or believes no enrolled peers
   */
  public void call(Connector coordinator) {
    if (options.identity.key().isEmpty() || options.identity.peers().isEmpty()) {
      throw new IllegalStateException(
          "An agent that calls proves itself by its key, to a coordinator whose key is enrolled:"
              + " give it Identity.of(name, key).believing(...)");
    }
    Calling calls =
        new Calling(options.identity.name().orElseThrow(), coordinator, openings, scheduler);
    synchronized (this) {
      if (closed || draining) {
        return;
      }
      this.calling.add(calls);
    }
    calls.begin();
  }

  private void accept(LinkServer server) {
    try {
      while (!closed) {
        openings.begin(server.accept());
      }
    } catch (IOException e) {
      server.close();
    }
  }

  private void endCalling() {
    List<Calling> all;
    synchronized (this) {
      all = new ArrayList<>(calling);
      calling.clear();
    }
    all.forEach(Calling::end);
  }

  /** What callers hear of the agent. */
  public AgentReport report() {
    return AgentReport.of(status());
  }

  /** How many sessions there are, with those that wait to be resumed. */
  public int sessions() {
    return sessions.count();
  }

  /**
   * Takes no new sessions and no new calls; those under way go on. Callers are told, and leave when
   * their last call has ended.
   */
  public void drain() {
    draining = true;
    endCalling();
    sessions.tellStatus();
    sessions.drain("The agent drains");
  }

  /**
   * Waits until all callers have left, after {@link #drain}.
   *
   * @return whether they have
   */
  public boolean awaitDrained(Duration most) throws InterruptedException {
    return sessions.awaitNone(most);
  }

  /**
   * Ends what runs, tells the callers how, and ends all sessions. Waits for the ends and for
   * callers who do not leave, 5 s at most for each. Idempotent. The transport stays open.
   */
  @Override
  public void close() {
    List<LinkServer> open;
    synchronized (this) {
      closed = true;
      draining = true;
      open = new ArrayList<>(servers);
    }
    news.close();
    endCalling();
    open.forEach(LinkServer::close);
    openings.close();
    try {
      sessions.close(CLOSING);
      sessions.awaitNone(CLOSING);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    workers.shutdownNow();
    if (ownScheduler != null) {
      ownScheduler.close();
    }
  }

  private AgentStatus status() {
    return AgentStatus.newBuilder()
        .putAllLabels(options.labels)
        .setCalls(calls.get())
        .setMaxCalls(options.maxCalls)
        .setDraining(draining)
        .addAllSchemes(options.transport.schemes())
        .setUsage(
            UsageCounters.newBuilder()
                .setCalls(taken.get())
                .setRefusedCalls(refused.get())
                .setOutputBytes(outputBytes.get()))
        .build();
  }

  private final class Side implements AgentSide {
    @Override
    public Transport transport() {
      return options.transport;
    }

    @Override
    public Scheduler scheduler() {
      return scheduler;
    }

    @Override
    public Executor workers() {
      return workers;
    }

    @Override
    public Optional<Node> node(NodeId id) {
      return options.nodes.apply(id);
    }

    @Override
    public Optional<String> refusal(PeerIdentity caller, Node node, Command<?> command) {
      return options.policy.refusal(caller, node, command);
    }

    @Override
    public Optional<String> terminalRefusal(PeerIdentity caller, Node node, Command<?> command) {
      return options.policy.terminalRefusal(caller, node, command);
    }

    @Override
    public Optional<String> fileRefusal(PeerIdentity caller, Node node) {
      return options.policy.fileRefusal(caller, node);
    }

    @Override
    public Optional<String> workRefusal(
        PeerIdentity caller, Node node, Effect effect, Optional<RunAs> user) {
      return options.policy.workRefusal(caller, node, effect, user);
    }

    @Override
    public Optional<List<Node>> roster() {
      return Optional.ofNullable(options.roster);
    }

    @Override
    public Optional<ApprovalGate> approvalGate() {
      return Optional.ofNullable(options.approvalGate);
    }

    @Override
    public Optional<Approvals> approvals() {
      return Optional.ofNullable(approvals);
    }

    @Override
    public SecretSource secrets() {
      return options.secrets;
    }

    @Override
    public AgentStatus status() {
      return Agent.this.status();
    }

    @Override
    public boolean beginCall() {
      if (draining) {
        return false;
      }
      if (calls.incrementAndGet() > options.maxCalls) {
        calls.decrementAndGet();
        return false;
      }
      taken.incrementAndGet();
      news.changed();
      return true;
    }

    @Override
    public void endCall() {
      calls.decrementAndGet();
      news.changed();
    }

    @Override
    public void refused() {
      refused.incrementAndGet();
      news.changed();
    }

    @Override
    public void sentOutput(long bytes) {
      outputBytes.addAndGet(bytes);
    }
  }
}
