package dog.rebe.node;

import java.util.Map;
import java.util.Objects;

/**
 * A machine: its id, where it is reached, and its labels.
 *
 * @param id unique in its realm, never an address
 * @param endpoint where it is reached
 * @param labels free key-value pairs that selectors match; copied
 */
public record Node(NodeId id, Endpoint endpoint, Map<String, String> labels) {

  public Node {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(endpoint, "endpoint");
    labels = Map.copyOf(labels);
  }

  /** A node without labels. */
  public static Node of(String id, Endpoint endpoint) {
    return new Node(new NodeId(id), endpoint, Map.of());
  }

  /** This machine, under the id {@code localhost}. */
  public static Node local() {
    return of("localhost", Endpoint.local());
  }

  /** The same node with one label more, or with another value for it. */
  public Node withLabel(String key, String value) {
    Map<String, String> all = new java.util.HashMap<>(labels);
    all.put(key, value);
    return new Node(id, endpoint, all);
  }

  @Override
  public String toString() {
    return id.value();
  }
}
