package dog.rebe.protocol.session;

import dog.rebe.execution.Capability;
import dog.rebe.execution.Exchange;
import dog.rebe.execution.ExchangeEnd;
import dog.rebe.execution.ExchangeListener;
import dog.rebe.execution.Request;
import dog.rebe.execution.Transport;
import dog.rebe.execution.TransportException;
import dog.rebe.files.FileView;
import dog.rebe.node.Node;
import dog.rebe.outcome.FailureKind;
import dog.rebe.protocol.identity.PeerIdentity;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * An agent's transport for one caller: the policy is asked of each node before anything is sent.
 */
final class PolicedTransport implements Transport {

  private final AgentSide agent;
  private final PeerIdentity caller;

  PolicedTransport(AgentSide agent, PeerIdentity caller) {
    this.agent = agent;
    this.caller = caller;
  }

  @Override
  public Set<String> schemes() {
    return agent.transport().schemes();
  }

  @Override
  public Set<Capability> capabilities() {
    return Set.of();
  }

  @Override
  public boolean isConnected(Node node) {
    return agent.transport().isConnected(node);
  }

  @Override
  public Exchange start(Request request, ExchangeListener listener) {
    Optional<String> refusal = agent.refusal(caller, request.node(), request.command());
    if (refusal.isEmpty()) {
      return agent.transport().start(request, listener);
    }
    listener.onEnd(
        new ExchangeEnd.NotStarted(
            FailureKind.EXEC_REFUSED, "The agent's policy refuses: " + refusal.get()));
    return Refused.INSTANCE;
  }

  private enum Refused implements Exchange {
    INSTANCE;

    @Override
    public void request(long chunks) {}

    @Override
    public void stop() {}
  }

  @Override
  public CompletionStage<FileView> openFiles(Node node, Duration deadline) {
    return CompletableFuture.failedFuture(
        new TransportException(FailureKind.UNSUPPORTED, "A run reads no files"));
  }

  /** The agent's transport is not ours. */
  @Override
  public void close() {}
}
