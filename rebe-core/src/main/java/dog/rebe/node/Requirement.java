package dog.rebe.node;

import java.util.Optional;
import java.util.Set;

/** One condition of a {@link Selector}. */
sealed interface Requirement {

  /** The key that stands for the node's id. */
  String ID = "id";

  boolean matches(Node node);

  private static Optional<String> valueOf(Node node, String key) {
    return key.equals(ID)
        ? Optional.of(node.id().value())
        : Optional.ofNullable(node.labels().get(key));
  }

  /** The label is there, with any value. */
  record Present(String key) implements Requirement {
    @Override
    public boolean matches(Node node) {
      return valueOf(node, key).isPresent();
    }
  }

  /** There is no such label. */
  record Absent(String key) implements Requirement {
    @Override
    public boolean matches(Node node) {
      return valueOf(node, key).isEmpty();
    }
  }

  /** The label is there and has one of the values. */
  record In(String key, Set<String> values) implements Requirement {
    @Override
    public boolean matches(Node node) {
      return valueOf(node, key).filter(values::contains).isPresent();
    }
  }

  /** The label has none of the values; it may be absent. */
  record NotIn(String key, Set<String> values) implements Requirement {
    @Override
    public boolean matches(Node node) {
      return valueOf(node, key).filter(values::contains).isEmpty();
    }
  }
}
