package dog.rebe.protocol;

import dog.rebe.execution.Scheduler;
import dog.rebe.protocol.carrier.Connector;
import dog.rebe.protocol.identity.Identity;
import dog.rebe.protocol.negotiation.SessionOptions;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Builds an {@link AgentTransport}. Not thread-safe. */
public final class AgentTransportBuilder {

  final Map<String, Connector> agents = new LinkedHashMap<>();
  Identity identity = Identity.ofCarrier();
  SessionOptions session = SessionOptions.defaults();
  final Map<String, CallingAgents> callers = new LinkedHashMap<>();
  RandomGenerator random = new SecureRandom();
  @Nullable Scheduler scheduler;

  AgentTransportBuilder() {}

  /**
   * An agent, by the name that stands as the host in its nodes' endpoints.
   *
   * @param connector makes links to it whenever one is needed
   */
  public AgentTransportBuilder agent(String name, Connector connector) {
    AgentTransport.endpoint(name);
    if (callers.containsKey(name)
        || agents.put(name, Objects.requireNonNull(connector, "connector")) != null) {
      throw new IllegalArgumentException("Two agents are called " + name);
    }
    return this;
  }

  /**
   * An agent that calls. It is believed only with the enrolled key of exactly this name, so that no
   * other agent gets what is meant for it: {@link #identity} must believe enrolled peers.
   *
   * @param calling where it calls
   */
  public AgentTransportBuilder callingAgent(String name, CallingAgents calling) {
    AgentTransport.endpoint(name);
    if (agents.containsKey(name)
        || callers.put(name, Objects.requireNonNull(calling, "calling")) != null) {
      throw new IllegalArgumentException("Two agents are called " + name);
    }
    return this;
  }

  /** Who this side is and whom it believes. Default: {@link Identity#ofCarrier()}. */
  public AgentTransportBuilder identity(Identity newIdentity) {
    identity = Objects.requireNonNull(newIdentity, "identity");
    return this;
  }

  /** What this side offers. Default: {@link SessionOptions#defaults()}. */
  public AgentTransportBuilder session(SessionOptions options) {
    session = Objects.requireNonNull(options, "options");
    return this;
  }

  /** Monotonic time and timers. Default: one of its own. */
  public AgentTransportBuilder scheduler(Scheduler newScheduler) {
    scheduler = Objects.requireNonNull(newScheduler, "scheduler");
    return this;
  }

  /** Where nonces come from; thread-safe. Default: a {@link SecureRandom}. */
  public AgentTransportBuilder random(RandomGenerator generator) {
    random = Objects.requireNonNull(generator, "generator");
    return this;
  }

  /** The transport. It connects when it is first needed. */
  public AgentTransport build() {
    if (!callers.isEmpty() && identity.peers().isEmpty()) {
      throw new IllegalStateException(
          "Agents that call are believed by their enrolled keys: give the transport an identity"
              + " that believes them");
    }
    if (agents.isEmpty() && callers.isEmpty()) {
      throw new IllegalStateException("A transport to agents needs at least one agent");
    }
    return new AgentTransport(this);
  }
}
