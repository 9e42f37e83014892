package dog.rebe.node;

import static dog.rebe.node.InventoryException.shown;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A plain list of machines, UTF-8, one on a line:
 *
 * <pre>{@code
 * # user, host, port, then labels
 * admin@web-1.example.org:2222  env=prod role=web
 * [2001:db8::7]:22              id=router-7 role=router
 * 10.0.0.9                      id=pi       # user and port as the transport is configured
 * local:                        role=control
 * }</pre>
 *
 * <p>The id of a node is what {@code id=} says, and otherwise the host as it is written ({@code
 * localhost} for {@code local:}). Two machines behind one host name need ids, and so does every
 * machine whose address may change: what is trusted, approved and recorded is bound to the id.
 *
 * <p>{@code local:} is the machine that this program runs on. A label has the form {@code
 * key=value} without spaces. What begins with {@code #} is a comment, up to the end of the line. A
 * line has at most 65,536 bytes.
 */
public final class HostListInventory {

  private HostListInventory() {}

  /**
   * Reads a list into memory, all of it.
   *
   * @throws InventoryException if the file cannot be read, a line is wrong, two nodes have the same
   *     id, or there is no node in it
   */
  public static Inventory read(Path file) {
    List<Node> nodes = new ArrayList<>();
    Map<NodeId, Long> lines = new HashMap<>();
    try (NumberedLines all = NumberedLines.open(file)) {
      HostLines.forEach(
          all,
          file.toString(),
          (node, line) -> {
            Long earlier = lines.putIfAbsent(node.id(), line);
            if (earlier != null) {
              throw duplicate(file.toString(), node.id(), earlier, line);
            }
            nodes.add(node);
          });
    }
    if (nodes.isEmpty()) {
      throw empty(file.toString());
    }
    return NodeList.of(file.toString(), nodes);
  }

  /**
   * The nodes of lines that stand in no file, for instance because they were typed.
   *
   * @param source a name for messages
   * @param lines each as in a file; the first is line 1 in messages
   * @throws InventoryException as {@link #read} does
   */
  public static Inventory of(String source, List<String> lines) {
    List<Node> nodes = new ArrayList<>();
    Map<NodeId, Long> earlier = new HashMap<>();
    for (int i = 0; i < lines.size(); i++) {
      long number = i + 1L;
      new HostListLine(source, number)
          .parse(lines.get(i))
          .ifPresent(
              node -> {
                Long before = earlier.putIfAbsent(node.id(), number);
                if (before != null) {
                  throw duplicate(source, node.id(), before, number);
                }
                nodes.add(node);
              });
    }
    if (nodes.isEmpty()) {
      throw empty(source);
    }
    return NodeList.of(source, nodes);
  }

  /**
   * A list for fleets that do not fit into memory. All of it is checked now, as by {@link #read},
   * and it is read again, line by line, by whoever consumes {@link Inventory#nodes}. Checking takes
   * 16 MiB of memory at most and reads the file once for each million nodes.
   *
   * @throws InventoryException as {@link #read} does
   */
  public static Inventory streamed(Path file) {
    return StreamedHostList.checked(file);
  }

  static InventoryException duplicate(String source, NodeId id, long earlier, long line) {
    return InventoryException.at(
        source,
        line,
        "the node " + shown(id.value()) + " already stands on line " + earlier,
        "Remove one of the two lines, or give one of them an id of its own, such as id=NAME");
  }

  static InventoryException empty(String source) {
    return InventoryException.of(
        source, "there is no machine in it", "Write one on a line, such as user@host:22");
  }
}
