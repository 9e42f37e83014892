package dog.rebe.robot;

import dog.rebe.command.Command;
import dog.rebe.node.Node;
import java.util.List;

/**
 * Looks at the nodes of one run. It runs what only reads; there is no way through it to anything
 * else. Thread-safe. Its methods block.
 */
public interface Observer {

  /** The nodes of this run, in their order. */
  List<Node> nodes();

  /**
   * Runs a command on all nodes and waits for every outcome. An interrupt ends the commands and
   * keeps the flag.
   *
   * @throws IllegalArgumentException if the command changes anything, by its own word
   */
  <T> Observations<T> run(Command<T> command);

  /**
   * Runs a command on some of the nodes.
   *
   * @throws IllegalArgumentException if the command changes anything, or a node is none of this run
   */
  <T> Observations<T> run(Command<T> command, List<Node> nodes);
}
