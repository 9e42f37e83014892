package dog.rebe.protocol.fleet;

import dog.rebe.command.Command;
import dog.rebe.node.NodeId;
import dog.rebe.node.Selector;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A command for many nodes of one agent, which runs it on them itself: with its own retries, under
 * its own policy for each node. The output limits of the command together are at most half a frame
 * of what the caller reads (512 KiB by default). The command has no secrets of the caller, no token
 * and no standard input that is a stream. Immutable.
 *
 * @param command what is run; its decoder stays here and is not used
 * @param selector which nodes, by the labels that the agent knows; absent where ids are given
 * @param nodes which nodes, by their ids, each once; empty where a selector is given. Copied
 * @param time what the whole run may take, longer than zero; what had not begun then ends as not
 *     started
 * @param concurrency on how many nodes at the same time; at least 1
 * @param maxFailures how many nodes may fail before no other begins; zero or more
 * @param approval a person's consent, for a command that destroys; absent where the agent's own
 *     gate decides
 */
public record FleetOrder(
    Command<?> command,
    Optional<Selector> selector,
    List<NodeId> nodes,
    Duration time,
    int concurrency,
    long maxFailures,
    Optional<RunApproval> approval) {

  public FleetOrder {
    Objects.requireNonNull(command, "command");
    Objects.requireNonNull(selector, "selector");
    Objects.requireNonNull(approval, "approval");
    nodes = List.copyOf(nodes);
    if (selector.isPresent() != nodes.isEmpty()) {
      throw new IllegalArgumentException("Say a selector, or the ids of nodes, and not both");
    }
    if (time.isZero() || time.isNegative()) {
      throw new IllegalArgumentException("The run's time " + time + " must be longer than zero");
    }
    if (concurrency < 1) {
      throw new IllegalArgumentException("A concurrency of " + concurrency + ": use 1 or more");
    }
    if (maxFailures < 0) {
      throw new IllegalArgumentException(maxFailures + " failures at most: use 0 or more");
    }
    if (approval.isPresent() && nodes.isEmpty()) {
      throw new IllegalArgumentException("An approval is for nodes that are named by their ids");
    }
    if (!command.secrets().isEmpty() || command.token().isPresent()) {
      throw new IllegalArgumentException(
          "A run that an agent drives carries no secrets and no token: start its calls one by one");
    }
  }

  /** On the nodes that this selects: 50 at the same time, no limit on failures. */
  public static FleetOrder of(Command<?> command, Selector selector, Duration time) {
    return new FleetOrder(
        command, Optional.of(selector), List.of(), time, 50, Long.MAX_VALUE, Optional.empty());
  }

  /** On these nodes: 50 at the same time, no limit on failures. */
  public static FleetOrder of(Command<?> command, List<NodeId> nodes, Duration time) {
    return new FleetOrder(
        command, Optional.empty(), nodes, time, 50, Long.MAX_VALUE, Optional.empty());
  }

  /** The same on so many nodes at the same time. */
  public FleetOrder withConcurrency(int newConcurrency) {
    return new FleetOrder(command, selector, nodes, time, newConcurrency, maxFailures, approval);
  }

  /** The same, stopped after more failures than this. */
  public FleetOrder withMaxFailures(long failures) {
    return new FleetOrder(command, selector, nodes, time, concurrency, failures, approval);
  }

  /** The same with this approval, which travels along and is used up. Needs "approval". */
  public FleetOrder approved(RunApproval consent) {
    return new FleetOrder(
        command, selector, nodes, time, concurrency, maxFailures, Optional.of(consent));
  }
}
