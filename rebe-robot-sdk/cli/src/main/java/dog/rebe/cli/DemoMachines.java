package dog.rebe.cli;

import dog.rebe.node.Inventory;
import dog.rebe.ssh.testkit.EmbeddedFleet;
import dog.rebe.ssh.testkit.FleetFiles;
import dog.rebe.ssh.testkit.TrialFleet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/** Machines that are none: SSH servers inside this process, with their key in a private folder. */
final class DemoMachines implements AutoCloseable {

  private static final int NODES = 50;

  private final EmbeddedFleet fleet;
  private final Path folder;
  private final FleetFiles files;

  private DemoMachines(EmbeddedFleet fleet, Path folder, FleetFiles files) {
    this.fleet = fleet;
    this.folder = folder;
    this.files = files;
  }

  static DemoMachines start() {
    return of(EmbeddedFleet.start(NODES));
  }

  /**
   * Those that somebody ships to try this on; the usual ones if nobody does.
   *
   * @param from finds the classes of whoever ships it
   */
  static DemoMachines start(String tried, ClassLoader from) {
    for (TrialFleet fleet : ServiceLoader.load(TrialFleet.class, from)) {
      if (fleet.name().equals(tried)) {
        return of(EmbeddedFleet.start(fleet.nodes()));
      }
    }
    return start();
  }

  private static DemoMachines of(EmbeddedFleet fleet) {
    try {
      Path folder = Files.createTempDirectory("rebe-demo-");
      return new DemoMachines(fleet, folder, fleet.writeTo(folder));
    } catch (IOException e) {
      fleet.close();
      throw new UncheckedIOException(e);
    }
  }

  Inventory inventory() {
    return Inventory.of("the demo fleet", fleet.inventory());
  }

  FleetFiles files() {
    return files;
  }

  @Override
  public void close() {
    fleet.close();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
