package dog.rebe.node;

import java.util.List;
import java.util.stream.Stream;

/**
 * Where nodes come from. What is wrong with an inventory is found before the first node is handed
 * out, so that nothing runs on half of it.
 *
 * <p>Implementations are immutable and thread-safe. Their methods block for as long as reading
 * takes.
 */
public interface Inventory {

  /**
   * The nodes, in their order. Each call begins anew. The stream holds whatever it reads from open
   * until it is closed: use it in a try-with-resources statement.
   *
   * @throws InventoryException if the inventory can no longer be read; from an inventory that is
   *     streamed, also while the stream is consumed
   */
  Stream<Node> nodes();

  /** The file that it was read from, or another name for messages. */
  default String source() {
    return "the inventory";
  }

  /**
   * The nodes of this inventory that the selector chooses.
   *
   * @throws InventoryException if it chooses none; the message says which labels there are
   */
  default Inventory selecting(Selector selector) {
    return SelectedNodes.of(this, selector);
  }

  /**
   * These nodes.
   *
   * @param source a name for messages
   * @param nodes copied
   * @throws InventoryException if two of them have the same id, or there are none
   */
  static Inventory of(String source, List<Node> nodes) {
    return NodeList.of(source, nodes);
  }
}
