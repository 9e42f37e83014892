package dog.rebe.ssh.config;

import dog.rebe.node.Inventory;
import dog.rebe.node.InventoryException;
import dog.rebe.node.Node;
import dog.rebe.node.NodeId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The hosts that an {@code ssh_config} names, as nodes. Every name in a {@code Host} line that is
 * no pattern is a node; the name is its id, and it has no labels. Names that are only another name
 * for the same machine are nodes of their own.
 *
 * <p>A node's endpoint is {@linkplain SshConfig#endpoint the name in the configuration}, so that
 * nobody can reach it past its jump hosts: it needs an {@code SshTransport} that was given {@link
 * #config() the same configuration}, and every other transport refuses it.
 *
 * <p>Every host, and every jump host on the way to it, is looked up when the inventory is made:
 * where one of them cannot be used, there is no inventory. Hosts that are no nodes can be left out
 * by a choice of names.
 */
public final class SshConfigInventory implements Inventory {

  private final SshConfig config;
  private final List<Node> nodes;
  private final Map<NodeId, List<HostSettings>> routes;

  private SshConfigInventory(
      SshConfig config, List<Node> nodes, Map<NodeId, List<HostSettings>> routes) {
    this.config = config;
    this.nodes = List.copyOf(nodes);
    this.routes = Map.copyOf(routes);
  }

  /**
   * Reads one file.
   *
   * @throws InventoryException if the file cannot be read, a line is not understood, a host needs
   *     what is not supported, or no host is named
   */
  public static SshConfigInventory read(Path file) {
    return read(file, alias -> true);
  }

  /**
   * Reads one file, and takes only hosts whose names are chosen.
   *
   * @throws InventoryException as {@link #read(Path)}; what is not supported is an error only for
   *     the chosen hosts
   */
  public static SshConfigInventory read(Path file, Predicate<String> chosen) {
    try {
      return of(SshConfig.parse(file), chosen);
    } catch (SshConfigException e) {
      throw inventoryException(file.toString(), e);
    }
  }

  /**
   * The hosts of this configuration whose names are chosen.
   *
   * @throws InventoryException as {@link #read(Path, Predicate)}
   */
  public static SshConfigInventory of(SshConfig config, Predicate<String> chosen) {
    List<Node> nodes = new ArrayList<>();
    Map<NodeId, List<HostSettings>> routes = new HashMap<>();
    RouteFinder finder = config.routes();
    config
        .namedHosts()
        .forEach(
            (alias, line) -> {
              if (chosen.test(alias)) {
                try {
                  HostSettings settings = config.resolve(alias, line);
                  Node node = node(settings, line);
                  nodes.add(node);
                  routes.put(node.id(), finder.to(settings));
                } catch (SshConfigException e) {
                  throw inventoryException(config.source(), e);
                }
              }
            });
    if (nodes.isEmpty()) {
      throw InventoryException.of(
          config.source(),
          "there is no machine in it",
          "Write a Host line with a name that is no pattern, or choose other names");
    }
    return new SshConfigInventory(config, nodes, routes);
  }

  private static Node node(HostSettings settings, Directive line) {
    try {
      return Node.of(settings.alias(), SshConfig.endpoint(settings.alias()));
    } catch (IllegalArgumentException e) {
      throw line.error("names no node: " + e.getMessage(), "Write a shorter name");
    }
  }

  private static InventoryException inventoryException(String source, SshConfigException e) {
    String place = e.file().map(Path::toString).orElse(source);
    InventoryException exception =
        e.line().isPresent()
            ? InventoryException.at(place, e.line().getAsInt(), e.problem(), e.remedy())
            : InventoryException.of(place, e.problem(), e.remedy());
    exception.initCause(e);
    return exception;
  }

  @Override
  public Stream<Node> nodes() {
    return nodes.stream();
  }

  @Override
  public String source() {
    return config.source();
  }

  /** Where the hosts come from: give it to the transport as well. */
  public SshConfig config() {
    return config;
  }

  /**
   * What the configuration says of a node.
   *
   * @throws IllegalArgumentException if the node is not of this inventory
   */
  public HostSettings settings(NodeId node) {
    List<HostSettings> route = route(node);
    return route.get(route.size() - 1);
  }

  /**
   * The way to a node: the settings of every jump host in the order in which they are visited, and
   * of the node itself as the last.
   *
   * @throws IllegalArgumentException if the node is not of this inventory
   */
  public List<HostSettings> route(NodeId node) {
    List<HostSettings> route = routes.get(node);
    if (route == null) {
      throw new IllegalArgumentException("The node " + node + " is not of " + source());
    }
    return route;
  }
}
