package dog.rebe.benchmarks;

import dog.rebe.command.Command;
import dog.rebe.command.Limits;
import dog.rebe.node.Endpoint;
import dog.rebe.node.Node;
import dog.rebe.node.NodeId;
import dog.rebe.outcome.CapturedOutput;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** The commands and nodes that benchmarks share. */
final class Samples {

  static final Limits LIMITS = Limits.of(Duration.ofSeconds(10), 64 * 1024);

  private Samples() {}

  static Command<CapturedOutput> uname() {
    return Command.of("uname", "-r").readOnly().limits(LIMITS);
  }

  /** A node that the empty transport serves. */
  static Node emptyNode(long number) {
    return new Node(
        new NodeId("node-" + number),
        new Endpoint(
            EmptyTransport.SCHEME, Optional.empty(), "host-" + number, OptionalInt.empty()),
        Map.of());
  }
}
