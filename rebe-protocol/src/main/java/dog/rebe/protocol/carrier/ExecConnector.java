package dog.rebe.protocol.carrier;

import dog.rebe.command.Command;
import dog.rebe.command.Limits;
import dog.rebe.command.SecretValues;
import dog.rebe.command.StandardInput;
import dog.rebe.execution.Request;
import dog.rebe.execution.Transport;
import dog.rebe.node.Node;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/**
 * An agent that is started on a node by another transport, on the standard streams of the command:
 * over SSH that is an exec channel, with the sessions, jump hosts, credentials and host keys of the
 * SSH transport. The transport's authentication is the carrier's.
 */
public final class ExecConnector implements Connector {

  /** An agent's session may last as long as a program. */
  private static final Duration FOREVER = Duration.ofDays(3_650);

  private final Transport transport;
  private final Node node;
  private final Command<?> agent;
  private final RandomGenerator random;

  private ExecConnector(Transport transport, Node node, Command<?> agent, RandomGenerator random) {
    this.transport = transport;
    this.node = node;
    this.agent = agent;
    this.random = random;
  }

  /**
   * Starts this program on the node for each link. It must serve its standard streams.
   *
   * @param transport that reaches the node; stays open
   */
  public static ExecConnector of(
      Transport transport, Node node, String program, String... arguments) {
    Command<?> command =
        Command.of(program, arguments).effectUnknown().limits(Limits.of(FOREVER, Limits.MAX_BYTES));
    return new ExecConnector(transport, node, command, new SecureRandom());
  }

  @Override
  public Link connect(Duration timeout) throws IOException {
    byte[] nonce = new byte[16];
    random.nextBytes(nonce);
    ExecLink link = new ExecLink(node);
    Request request =
        new Request(
            node,
            agent.input(StandardInput.stream(link::toAgent)),
            SecretValues.none(),
            HexFormat.of().formatHex(nonce),
            1,
            FOREVER);
    link.runs(transport.start(request, link));
    return link;
  }
}
