package dog.rebe.node;

import dog.rebe.outcome.VisibleText;

/**
 * The name of a node: opaque, unique in its realm, and never an address. Tokens, approvals and the
 * chronicle bind this id. Host keys bind it where they are pinned to it; a file of known hosts
 * binds them to host and port.
 *
 * @param value 1 to 255 printable characters without white space
 */
public record NodeId(String value) implements Comparable<NodeId> {

  private static final int MAX_LENGTH = 255;
  private static final int MAX_SHOWN = 60;

  public NodeId {
    if (value.isEmpty() || value.length() > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "A node id has 1 to " + MAX_LENGTH + " characters, this one has " + value.length());
    }
    if (value.chars().anyMatch(c -> Character.isWhitespace(c) || Character.isISOControl(c))) {
      throw new IllegalArgumentException(
          "The node id '"
              + VisibleText.line(value, MAX_SHOWN)
              + "' holds white space or control characters: choose another name");
    }
  }

  @Override
  public int compareTo(NodeId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
