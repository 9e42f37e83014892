package dog.rebe.cli.input;

import dog.rebe.node.AnsibleInventory;
import dog.rebe.node.HostListInventory;
import dog.rebe.node.Inventory;
import dog.rebe.ssh.config.LocalUser;
import dog.rebe.ssh.config.SshConfig;
import dog.rebe.ssh.config.SshConfigException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * An inventory that was read from a file of any of the forms.
 *
 * @param inventory its machines
 * @param sshConfig how they are reached, where the file says that
 */
public record InventoryFile(Inventory inventory, Optional<SshConfig> sshConfig) {

  /**
   * Reads it.
   *
   * @param format its form; seen from its content where it is absent
   * @param user whose home and name an ssh_config may speak of
   * @throws BadInput if there is no such file
   * @throws dog.rebe.node.InventoryException if it is wrong
   */
  public static InventoryFile read(Path file, Optional<InventoryFormat> format, LocalUser user) {
    LocalFile.readable(file, "--inventory");
    return switch (format.orElseGet(() -> InventoryContent.format(file))) {
      case HOSTS -> new InventoryFile(HostListInventory.read(file), Optional.empty());
      case ANSIBLE -> new InventoryFile(AnsibleInventory.read(file), Optional.empty());
      case SSH_CONFIG -> sshConfig(file, user);
    };
  }

  private static InventoryFile sshConfig(Path file, LocalUser user) {
    try {
      SshConfig config = SshConfig.parse(file, user);
      return new InventoryFile(config.inventory(), Optional.of(config));
    } catch (SshConfigException e) {
      throw new BadInput(String.valueOf(e.getMessage()), e);
    }
  }
}
