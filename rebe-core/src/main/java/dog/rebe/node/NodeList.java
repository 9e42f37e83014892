package dog.rebe.node;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** An inventory that is held in memory. */
record NodeList(String source, List<Node> list) implements Inventory {

  static NodeList of(String source, List<Node> nodes) {
    List<Node> copy = List.copyOf(nodes);
    if (copy.isEmpty()) {
      throw InventoryException.of(source, "there are no nodes in it", "Add at least one");
    }
    Set<NodeId> ids = new HashSet<>();
    for (Node node : copy) {
      if (!ids.add(node.id())) {
        throw InventoryException.of(
            source,
            "two nodes have the id " + InventoryException.shown(node.id().value()),
            "Give each node an id of its own");
      }
    }
    return new NodeList(source, copy);
  }

  @Override
  public Stream<Node> nodes() {
    return list.stream();
  }
}
