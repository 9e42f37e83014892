package dog.rebe.cli;

import dog.rebe.cli.input.BadInput;
import dog.rebe.cli.input.FleetArguments;
import dog.rebe.cli.input.FleetArguments.Source;
import dog.rebe.cli.input.InventoryFile;
import dog.rebe.node.HostListInventory;
import dog.rebe.node.Inventory;
import dog.rebe.node.Node;
import dog.rebe.node.Selector;
import dog.rebe.realm.Realm;
import dog.rebe.ssh.config.SshConfig;
import dog.rebe.ssh.testkit.FleetFiles;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The machines that were named and selected, before anything is sent to them. */
final class Machines implements AutoCloseable {

  private final List<Node> nodes;
  private final Optional<SshConfig> sshConfig;
  private final Optional<DemoMachines> demo;

  private Machines(List<Node> nodes, Optional<SshConfig> sshConfig, Optional<DemoMachines> demo) {
    this.nodes = List.copyOf(nodes);
    this.sshConfig = sshConfig;
    this.demo = demo;
  }

  /**
   * Those that the options name.
   *
   * @throws BadInput if they name none, or in a wrong way
   * @throws dog.rebe.node.InventoryException if an inventory is wrong, or the selector chooses none
   * @throws dog.rebe.node.SelectorException if the selector cannot be understood
   */
  static Machines of(FleetArguments arguments, Terminal terminal) {
    return of(arguments.requiredSource(), selector(arguments), terminal);
  }

  /** The same, and the demo fleet where the options say nothing. */
  static Machines ofOrDemo(FleetArguments arguments, Terminal terminal) {
    return of(arguments.source().orElseGet(Source.Demo::new), selector(arguments), terminal);
  }

  /**
   * The same, and where the options say nothing the fleet that is there to try this on; the demo
   * fleet if there is none.
   *
   * @param tried the id of a robot
   * @param from finds the classes of that robot, and of the fleet that it ships
   */
  static Machines ofOrDemo(
      FleetArguments arguments, String tried, ClassLoader from, Terminal terminal) {
    if (arguments.source().isPresent() && !arguments.isDemo()) {
      return of(arguments, terminal);
    }
    return of(DemoMachines.start(tried, from), selector(arguments));
  }

  /**
   * Those of a realm.
   *
   * @throws BadInput if the options name others
   * @throws dog.rebe.realm.RealmException if the realm has none
   */
  static Machines of(Realm realm, FleetArguments arguments) {
    if (arguments.source().isPresent()) {
      throw new BadInput(
          "The realm says which machines: leave out --inventory, --node and --demo, and choose"
              + " among them with --select");
    }
    return new Machines(
        selected(realm.machines(), selector(arguments)), Optional.empty(), Optional.empty());
  }

  private static Selector selector(FleetArguments arguments) {
    return arguments.selector().map(Selector::parse).orElseGet(Selector::all);
  }

  private static Machines of(Source source, Selector selector, Terminal terminal) {
    if (source instanceof Source.File named) {
      InventoryFile file = InventoryFile.read(named.path(), named.format(), terminal.localUser());
      return new Machines(selected(file.inventory(), selector), file.sshConfig(), Optional.empty());
    }
    if (source instanceof Source.Typed typed) {
      return new Machines(
          selected(HostListInventory.of("--node", typed.lines()), selector),
          Optional.empty(),
          Optional.empty());
    }
    return of(DemoMachines.start(), selector);
  }

  private static Machines of(DemoMachines demo, Selector selector) {
    try {
      return new Machines(
          selected(demo.inventory(), selector), Optional.empty(), Optional.of(demo));
    } catch (RuntimeException e) {
      demo.close();
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

  /** How they are reached, where the inventory says that. */
  Optional<SshConfig> sshConfig() {
    return sshConfig;
  }

  /** Key and known hosts of the fleet inside the process, if these are its machines. */
  Optional<FleetFiles> demoFiles() {
    return demo.map(DemoMachines::files);
  }

  @Override
  public void close() {
    demo.ifPresent(DemoMachines::close);
  }
}
