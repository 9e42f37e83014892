package dog.rebe.benchmarks.protocol;

import dog.rebe.command.Command;
import dog.rebe.command.Limits;
import dog.rebe.command.SecretValues;
import dog.rebe.execution.Capability;
import dog.rebe.execution.Exchange;
import dog.rebe.execution.ExchangeEnd;
import dog.rebe.execution.ExchangeListener;
import dog.rebe.execution.OutputStreamName;
import dog.rebe.execution.Request;
import dog.rebe.execution.Transport;
import dog.rebe.execution.TransportException;
import dog.rebe.files.FileView;
import dog.rebe.node.Node;
import dog.rebe.outcome.ExitStatus;
import dog.rebe.outcome.FailureKind;
import dog.rebe.protocol.Agent;
import dog.rebe.protocol.AgentTransport;
import dog.rebe.protocol.carrier.Loopback;
import dog.rebe.protocol.carrier.TcpServer;
import dog.rebe.protocol.identity.EnrolledPeers;
import dog.rebe.protocol.identity.Identity;
import dog.rebe.protocol.identity.PeerKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A command through an agent over TCP: its node answers at once. */
final class RebeCalls implements SmallCalls {

  private static final Command<?> COMMAND =
      Command.of("uname", "-r").readOnly().limits(Limits.of(Duration.ofSeconds(10), 4_096));

  private final Agent agent;
  private final AgentTransport transport;
  private final Node node = Node.of("node", AgentTransport.endpoint("agent"));

  private RebeCalls(Agent agent, AgentTransport transport) {
    this.agent = agent;
    this.transport = transport;
  }

  static RebeCalls open() throws IOException {
    SecureRandom random = new SecureRandom();
    PeerKey caller = PeerKey.generate(random);
    PeerKey self = PeerKey.generate(random);
    Agent agent =
        Agent.serving(new Answering())
            .nodes(List.of(Node.of("node", dog.rebe.node.Endpoint.local())))
            .identity(
                Identity.of("agent", self)
                    .believing(EnrolledPeers.of("caller", caller.publicKey())))
            .build();
    TcpServer server = Loopback.listen(0);
    agent.listen(server);
    AgentTransport transport =
        AgentTransport.builder()
            .agent("agent", Loopback.to(server.port()))
            .identity(
                Identity.of("caller", caller)
                    .believing(EnrolledPeers.of("agent", self.publicKey())))
            .build();
    return new RebeCalls(agent, transport);
  }

  @Override
  public String name() {
    return "rebe agent (accepted, output, end)";
  }

  @Override
  public void start(Runnable whenOver) {
    Request request =
        new Request(
            node, COMMAND, SecretValues.none(), "0123456789abcdef", 1, Duration.ofSeconds(10));
    transport.start(request, new Ending(whenOver)).request(Long.MAX_VALUE);
  }

  @Override
  public void close() {
    transport.close();
    agent.close();
  }

  private record Ending(Runnable whenOver) implements ExchangeListener {
    @Override
    public void onCommitted() {}

    @Override
    public void onAccepted() {}

    @Override
    public void onOutput(OutputStreamName stream, ByteBuffer chunk) {
      if (chunk.remaining() != Messages.ANSWER.length) {
        throw new IllegalStateException("another answer");
      }
    }

    @Override
    public void onEnd(ExchangeEnd end) {
      if (!(end instanceof ExchangeEnd.Exited)) {
        throw new IllegalStateException(end.toString());
      }
      whenOver.run();
    }
  }

  /** The agent's way to its node. */
  private static final class Answering implements Transport {
    @Override
    public Set<String> schemes() {
      return Set.of("local");
    }

    @Override
    public Set<Capability> capabilities() {
      return Set.of();
    }

    @Override
    public Exchange start(Request request, ExchangeListener listener) {
      listener.onCommitted();
      listener.onAccepted();
      return new Exchange() {
        private boolean answered;

        @Override
        public void request(long chunks) {
          if (!answered) {
            answered = true;
            listener.onOutput(OutputStreamName.STDOUT, ByteBuffer.wrap(Messages.ANSWER));
            listener.onEnd(new ExchangeEnd.Exited(new ExitStatus(0)));
          }
        }

        @Override
        public void stop() {}
      };
    }

    @Override
    public CompletionStage<FileView> openFiles(Node node, Duration deadline) {
      return CompletableFuture.failedFuture(
          new TransportException(FailureKind.UNSUPPORTED, "there are no files"));
    }

    @Override
    public void close() {}
  }
}
