package dog.rebe.node;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The nodes of another inventory that a selector chooses, of which there is at least one. */
record SelectedNodes(Inventory all, Selector selector) implements Inventory {

  private static final int MAX_KEYS = 12;
  private static final int MAX_VALUES = 6;

  static SelectedNodes of(Inventory all, Selector selector) {
    try (Stream<Node> nodes = all.nodes()) {
      if (nodes.noneMatch(selector::matches)) {
        throw InventoryException.of(
            all.source(),
            "the selector " + InventoryException.shown(selector.toString()) + " chooses no node",
            "Choose by labels that there are: " + labels(all));
      }
    }
    return new SelectedNodes(all, selector);
  }

  @Override
  public Stream<Node> nodes() {
    return all.nodes().filter(selector::matches);
  }

  @Override
  public String source() {
    return all.source();
  }

  /**
   * The first labels and values that come along; a bounded number, whatever the size of the fleet.
   */
  private static String labels(Inventory all) {
    Map<String, Set<String>> found = new TreeMap<>();
    try (Stream<Node> nodes = all.nodes()) {
      nodes.forEach(node -> node.labels().forEach((key, value) -> note(found, key, value)));
    }
    if (found.isEmpty()) {
      return "id only, for no node has a label";
    }
    return found.entrySet().stream()
        .map(
            entry ->
                shown(entry.getKey()) + " (" + shown(String.join(", ", entry.getValue())) + ")")
        .collect(Collectors.joining(", "));
  }

  private static String shown(String text) {
    String quoted = InventoryException.shown(text);
    return quoted.substring(1, quoted.length() - 1);
  }

  private static void note(Map<String, Set<String>> found, String key, String value) {
    if (found.size() == MAX_KEYS && !found.containsKey(key)) {
      return;
    }
    Set<String> values = found.computeIfAbsent(key, ignored -> new TreeSet<>());
    if (values.size() < MAX_VALUES) {
      values.add(value);
    } else if (!values.contains(value)) {
      values.add("…");
    }
  }
}
