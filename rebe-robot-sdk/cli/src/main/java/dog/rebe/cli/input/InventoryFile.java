package dog.rebe.cli.input;

import dog.rebe.node.AnsibleInventory;
import dog.rebe.node.HostListInventory;
import dog.rebe.node.Inventory;
import java.nio.file.Path;
import java.util.Optional;

/** Reads an inventory file of any of the forms. */
public final class InventoryFile {

  private InventoryFile() {}

  /**
   * Reads it.
   *
   * @param format its form; seen from its content where it is absent
   * @throws BadInput if there is no such file
   * @throws dog.rebe.node.InventoryException if it is wrong
   */
  public static Inventory read(Path file, Optional<InventoryFormat> format) {
    LocalFile.readable(file, "--inventory");
    return switch (format.orElseGet(() -> InventoryContent.format(file))) {
      case HOSTS -> HostListInventory.read(file);
      case ANSIBLE -> AnsibleInventory.read(file);
      case SSH_CONFIG ->
          throw new BadInput(
              "--inventory "
                  + Shown.value(file.toString())
                  + " is an ssh_config, which this build cannot read yet: write a host list");
    };
  }
}
