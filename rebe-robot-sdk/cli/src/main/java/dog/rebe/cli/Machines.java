package dog.rebe.cli;

import dog.rebe.cli.input.BadInput;
import dog.rebe.cli.input.FleetArguments;
import dog.rebe.cli.input.FleetArguments.Source;
import dog.rebe.cli.input.InventoryFile;
import dog.rebe.node.HostListInventory;
import dog.rebe.node.Inventory;
import dog.rebe.node.Node;
import dog.rebe.node.Selector;
import dog.rebe.ssh.testkit.EmbeddedFleet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The machines that were named and selected, before anything is sent to them. */
final class Machines implements AutoCloseable {

  private static final int DEMO_NODES = 50;

  private final List<Node> nodes;
  private final Optional<EmbeddedFleet> demo;

  private Machines(List<Node> nodes, Optional<EmbeddedFleet> demo) {
    this.nodes = List.copyOf(nodes);
    this.demo = demo;
  }

  /**
   * Those that the options name.
   *
   * @throws BadInput if they name none, or in a wrong way
   * @throws dog.rebe.node.InventoryException if an inventory is wrong, or the selector chooses none
   * @throws dog.rebe.node.SelectorException if the selector cannot be understood
   */
  static Machines of(FleetArguments arguments) {
    return of(arguments.requiredSource(), selector(arguments));
  }

  /** The same, and the demo fleet where the options say nothing. */
  static Machines ofOrDemo(FleetArguments arguments) {
    return of(arguments.source().orElseGet(Source.Demo::new), selector(arguments));
  }

  private static Selector selector(FleetArguments arguments) {
    return arguments.selector().map(Selector::parse).orElseGet(Selector::all);
  }

  private static Machines of(Source source, Selector selector) {
    if (source instanceof Source.File file) {
      return new Machines(
          selected(InventoryFile.read(file.path(), file.format()), selector), Optional.empty());
    }
    if (source instanceof Source.Typed typed) {
      return new Machines(
          selected(HostListInventory.of("--node", typed.lines()), selector), Optional.empty());
    }
    EmbeddedFleet fleet = EmbeddedFleet.start(DEMO_NODES);
    try {
      return new Machines(
          selected(Inventory.of("the demo fleet", fleet.inventory()), selector),
          Optional.of(fleet));
    } catch (RuntimeException e) {
      fleet.close();
      throw e;
    }
  }

  private static List<Node> selected(Inventory inventory, Selector selector) {
    Inventory chosen = selector.toString().isEmpty() ? inventory : inventory.selecting(selector);
    try (Stream<Node> nodes = chosen.nodes()) {
      return nodes.toList();
    }
  }

  /** At least one. */
  List<Node> nodes() {
    return nodes;
  }

  /** The fleet inside the process, if these are its machines. */
  Optional<EmbeddedFleet> demo() {
    return demo;
  }

  @Override
  public void close() {
    demo.ifPresent(EmbeddedFleet::close);
  }
}
