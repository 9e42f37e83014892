package dog.rebe.protocol;

import dog.rebe.change.ApprovalGate;
import dog.rebe.command.SecretSource;
import dog.rebe.execution.Scheduler;
import dog.rebe.execution.Transport;
import dog.rebe.node.Node;
import dog.rebe.node.NodeId;
import dog.rebe.protocol.identity.EnrolledPeers;
import dog.rebe.protocol.identity.Identity;
import dog.rebe.protocol.negotiation.SessionOptions;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Builds an {@link Agent}. Not thread-safe. */
public final class AgentBuilder {

  final Transport transport;
  AgentPolicy policy = AgentRules.readOnly();
  Function<NodeId, Optional<Node>> nodes = id -> Optional.empty();
  SecretSource secrets =
      name -> {
        throw new IOException("This agent holds no secrets");
      };
  @Nullable List<Node> roster;
  @Nullable ApprovalGate approvalGate;
  @Nullable EnrolledPeers approvers;
  Clock clock = Clock.systemUTC();
  Map<String, String> labels = Map.of();
  Identity identity = Identity.ofCarrier();
  SessionOptions session = SessionOptions.defaults();
  @Nullable Scheduler scheduler;
  RandomGenerator random = new SecureRandom();
  int maxSessions = 64;
  int maxOpenings = 64;
  int maxCalls = 10_000;

  AgentBuilder(Transport transport) {
    this.transport = Objects.requireNonNull(transport, "transport");
  }

  /** What it accepts. Default: {@link AgentRules#readOnly()}. */
  public AgentBuilder policy(AgentPolicy newPolicy) {
    policy = Objects.requireNonNull(newPolicy, "policy");
    return this;
  }

  /**
   * The nodes that it serves: how it reaches each is known to it alone, whatever the caller says.
   * Default: none. Copied.
   */
  public AgentBuilder nodes(Iterable<Node> served) {
    Map<NodeId, Node> byId = new LinkedHashMap<>();
    for (Node node : served) {
      if (byId.put(node.id(), node) != null) {
        throw new IllegalArgumentException("Two nodes have the id " + node.id());
      }
    }
    nodes(id -> Optional.ofNullable(byId.get(id)));
    roster = List.copyOf(byId.values());
    return this;
  }

  /**
   * The same from a function, which is asked on an I/O thread and must be quick. Runs of this agent
   * then name their nodes by ids: a selector needs a list.
   */
  public AgentBuilder nodes(Function<NodeId, Optional<Node>> lookup) {
    nodes = Objects.requireNonNull(lookup, "lookup");
    roster = null;
    return this;
  }

  /**
   * Who decides on what destroys in runs that the agent drives itself. Default: nobody, so that it
   * is refused. For single commands the caller's own gate decides, and the policy here.
   */
  public AgentBuilder approvalGate(ApprovalGate gate) {
    approvalGate = Objects.requireNonNull(gate, "gate");
    return this;
  }

  /**
   * Whose signed approvals count that come with runs ({@link
   * dog.rebe.protocol.fleet.FleetOrder#approved}): each for one run, for exactly the command and
   * the nodes that it names, until it expires, and only if it was given after the agent was made.
   * Default: nobody's.
   */
  public AgentBuilder approvers(EnrolledPeers enrolled) {
    approvers = Objects.requireNonNull(enrolled, "enrolled");
    return this;
  }

  /** The time by the wall clock, by which approvals expire. Default: the system's. */
  public AgentBuilder clock(Clock newClock) {
    clock = Objects.requireNonNull(newClock, "clock");
    return this;
  }

  /** Where secrets come from that stay on the agent's side. Default: it holds none. */
  public AgentBuilder secrets(SecretSource source) {
    secrets = Objects.requireNonNull(source, "source");
    return this;
  }

  /** What it tells its callers of itself; at most 256. Default: nothing. Copied. */
  public AgentBuilder labels(Map<String, String> newLabels) {
    if (newLabels.size() > 256) {
      throw new IllegalArgumentException("An agent has at most 256 labels");
    }
    labels = Map.copyOf(newLabels);
    return this;
  }

  /** Who it is and whom it believes. Default: {@link Identity#ofCarrier()}. */
  public AgentBuilder identity(Identity newIdentity) {
    identity = Objects.requireNonNull(newIdentity, "identity");
    return this;
  }

  /** What it offers. Default: {@link SessionOptions#defaults()}. */
  public AgentBuilder session(SessionOptions options) {
    session = Objects.requireNonNull(options, "options");
    return this;
  }

  /** How many sessions at the same time; 1 to 10,000, default 64. Each has two threads. */
  public AgentBuilder maxSessions(int sessions) {
    maxSessions = within(sessions, 10_000, "sessions");
    return this;
  }

  /**
   * How many connections may be in their opening at the same time; 1 to 1,000, default 64. One more
   * drops the oldest of them.
   */
  public AgentBuilder maxOpenings(int openings) {
    maxOpenings = within(openings, 1_000, "openings");
    return this;
  }

  /** How many calls at the same time, of all sessions; 1 to 1,000,000, default 10,000. */
  public AgentBuilder maxCalls(int calls) {
    maxCalls = within(calls, 1_000_000, "calls");
    return this;
  }

  private static int within(int value, int most, String what) {
    if (value < 1 || value > most) {
      throw new IllegalArgumentException(value + " " + what + ": use 1 to " + most);
    }
    return value;
  }

  /** Monotonic time and timers. Default: one of its own. */
  public AgentBuilder scheduler(Scheduler newScheduler) {
    scheduler = Objects.requireNonNull(newScheduler, "scheduler");
    return this;
  }

  /** Where nonces and names of sessions come from; thread-safe. Default: a {@link SecureRandom}. */
  public AgentBuilder random(RandomGenerator generator) {
    random = Objects.requireNonNull(generator, "generator");
    return this;
  }

  /** The agent. It serves nobody until it is told whom. */
  public Agent build() {
    return new Agent(this);
  }
}
