package dog.rebe.runner;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How many of its nodes a robot has looked at. The runner counts it itself, whatever the robot does
 * with a failure: a node is unseen if a command of the looking failed there, in any way, and did
 * not end well when it was run again; or if the robot asked it nothing. An exit status that is an
 * answer is no failure where the command accepts it. Immutable.
 *
 * @param nodes how many the robot was given
 * @param unseen those that could not be looked at or were not, in the order of the nodes; copied
 */
public record Coverage(int nodes, List<UnseenNode> unseen) {

  private static final int MOST_NAMES = 20;

  public Coverage {
    unseen = List.copyOf(unseen);
    if (nodes < unseen.size()) {
      throw new IllegalArgumentException(
          unseen.size() + " nodes were not seen, of " + nodes + ": there must be as many at least");
    }
  }

  /** Every one of so many nodes. */
  public static Coverage whole(int nodes) {
    return new Coverage(nodes, List.of());
  }

  /** Whether every node was looked at. */
  public boolean isWhole() {
    return unseen.isEmpty();
  }

  /**
   * In a sentence: {@code 1 of 3 machines could not be looked at: attic (connect-refused).} Names
   * the first 20. What the robot asked nothing stands in a sentence of its own: {@code 1 of 3
   * machines was not looked at: hall (not-asked).} Empty if all were looked at.
   */
  public String words() {
    return Stream.of(
            sentence("could not be looked at", UnseenNode::isAsked),
            sentence(
                unseen.stream().filter(node -> !node.isAsked()).count() == 1
                    ? "was not looked at"
                    : "were not looked at",
                node -> !node.isAsked()))
        .filter(words -> !words.isEmpty())
        .collect(Collectors.joining(" "));
  }

  /** Whether the same nodes are unseen for the same reason, whatever the words. */
  boolean isLike(Coverage other) {
    return nodes == other.nodes()
        && unseen.stream()
            .map(UnseenNode::toString)
            .toList()
            .equals(other.unseen().stream().map(UnseenNode::toString).toList());
  }

  /** The same of some of the unseen nodes. */
  Coverage of(Predicate<UnseenNode> which) {
    return new Coverage(nodes, unseen.stream().filter(which).toList());
  }

  private String sentence(String what, Predicate<UnseenNode> which) {
    Coverage part = of(which);
    return part.isWhole()
        ? ""
        : part.unseen().size()
            + " of "
            + nodes
            + (nodes == 1 ? " machine " : " machines ")
            + what
            + ": "
            + part.names()
            + ".";
  }

  /** The unseen nodes with the kind of failure, the first 20 of them; empty if there is none. */
  String names() {
    String first =
        unseen.stream()
            .limit(MOST_NAMES)
            .map(UnseenNode::toString)
            .collect(Collectors.joining(", "));
    return unseen.size() <= MOST_NAMES
        ? first
        : first + " and " + (unseen.size() - MOST_NAMES) + " more";
  }
}
