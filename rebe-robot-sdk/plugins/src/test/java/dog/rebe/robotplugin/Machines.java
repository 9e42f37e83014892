package dog.rebe.robotplugin;

import dog.rebe.command.Command;
import dog.rebe.command.DecodeException;
import dog.rebe.node.Endpoint;
import dog.rebe.node.Node;
import dog.rebe.node.NodeId;
import dog.rebe.outcome.CapturedOutput;
import dog.rebe.outcome.CapturedStream;
import dog.rebe.outcome.Delivery;
import dog.rebe.outcome.Evidence;
import dog.rebe.outcome.ExitStatus;
import dog.rebe.outcome.Explanation;
import dog.rebe.outcome.Failure;
import dog.rebe.outcome.FailureKind;
import dog.rebe.outcome.Outcome;
import dog.rebe.outcome.Success;
import dog.rebe.robot.Observations;
import dog.rebe.robot.Observer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/**
 * Machines that print the command that they are given, each time after another while.
 *
 * @param off those that do not answer
 * @param exits with which exit a command ends on those where it is not 0
 */
record Machines(List<Node> nodes, Set<String> off, Map<String, Integer> exits) implements Observer {

  private static final AtomicLong COMMANDS = new AtomicLong();

  static Machines of(String... ids) {
    return new Machines(
        Arrays.stream(ids).map(id -> Node.of(id, Endpoint.local())).toList(), Set.of(), Map.of());
  }

  Machines without(String... ids) {
    return new Machines(nodes, Set.of(ids), exits);
  }

  Machines exiting(int exit, String... ids) {
    return new Machines(
        nodes, off, Arrays.stream(ids).collect(Collectors.toMap(id -> id, id -> exit)));
  }

  @Override
  public <T> Observations<T> run(Command<T> command) {
    return run(command, nodes);
  }

  @Override
  public <T> Observations<T> run(Command<T> command, List<Node> some) {
    Map<NodeId, Outcome<T>> outcomes = new LinkedHashMap<>();
    some.forEach(node -> outcomes.put(node.id(), outcome(command, node.id().value())));
    return new Observations<>(outcomes);
  }

  private <T> Outcome<T> outcome(Command<T> command, String node) {
    if (off.contains(node)) {
      return new Failure<>(
          FailureKind.UNREACHABLE,
          Delivery.NOT_STARTED,
          Evidence.none(),
          new Explanation("No way.", "", "", ""),
          "switched off");
    }
    CapturedOutput output =
        new CapturedOutput(
            CapturedStream.of((command + " on " + node).getBytes(StandardCharsets.UTF_8)),
            CapturedStream.empty());
    ExitStatus exit = new ExitStatus(exits.getOrDefault(node, 0));
    Evidence evidence =
        new Evidence(Optional.of(exit), Duration.ofMillis(COMMANDS.incrementAndGet()), 1, output);
    if (!command.acceptedExits().contains(exit.code())) {
      return new Failure<>(
          FailureKind.NONZERO_EXIT,
          Delivery.COMPLETED,
          evidence,
          new Explanation("It failed.", "", "", ""),
          exit.toString());
    }
    try {
      return new Success<>(command.decoder().decode(output, exit), evidence);
    } catch (DecodeException e) {
      throw new IllegalStateException(e);
    }
  }
}
