package dog.rebe.node;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The JSON that {@code ansible-inventory --list} prints.
 *
 * <ul>
 *   <li>The id of a node is its inventory name; the host is {@code ansible_host}, or else that
 *       name; user and port are {@code ansible_user} and {@code ansible_port} (or the older {@code
 *       ansible_ssh_…}).
 *   <li>Each group that a host belongs to, by itself or through child groups, becomes a label:
 *       {@code group.web=true}. There is none for {@code all}.
 *   <li>{@code ansible_connection} may be absent, {@code ssh}, {@code smart} or {@code paramiko},
 *       or {@code local} for this machine. Another one is an error, and so is a variable that
 *       changes the way to the machine and that is not understood ({@code ansible_ssh_common_args}
 *       and its like), and a template ({@code {{ … }}}) in one of these values.
 *   <li>Other variables are skipped and never kept; keys and passwords among them. Credentials are
 *       given to the transport.
 * </ul>
 */
public final class AnsibleInventory {

  private AnsibleInventory() {}

  /**
   * Reads the file. Memory grows with the number of hosts and groups, not with their variables.
   *
   * @throws InventoryException if the file cannot be read, is no such JSON, or describes a host
   *     that cannot be reached by SSH or locally
   */
  public static Inventory read(Path file) {
    AnsibleContent content = AnsibleReader.read(file);
    List<Node> nodes = new ArrayList<>();
    for (String host : content.hosts()) {
      nodes.add(content.node(host));
    }
    if (nodes.isEmpty()) {
      throw InventoryException.of(
          file.toString(),
          "there is no host in it",
          "Print the inventory with ansible-inventory -i FILE --list");
    }
    return NodeList.of(file.toString(), nodes);
  }
}
