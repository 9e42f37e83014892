package dog.rebe.cli.input;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Sees of which form an inventory file is. */
final class InventoryContent {

  private static final int LOOKED_AT = 64 * 1024;
  private static final Pattern SSH_CONFIG_BLOCK =
      Pattern.compile(
          "^\\s*(host|match)[ \\t]+[^=]+$", Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);

  private InventoryContent() {}

  /**
   * The form: JSON is Ansible's, a file with a {@code Host} block is an ssh_config, and anything
   * else is a host list, whose reader says what is wrong with it if it is none.
   */
  static InventoryFormat format(Path file) {
    String beginning = beginning(file);
    if (beginning.stripLeading().startsWith("{") || beginning.stripLeading().startsWith("[{")) {
      return InventoryFormat.ANSIBLE;
    }
    return SSH_CONFIG_BLOCK.matcher(beginning).find()
        ? InventoryFormat.SSH_CONFIG
        : InventoryFormat.HOSTS;
  }

  private static String beginning(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readNBytes(LOOKED_AT), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new BadInput(
          "--inventory " + Shown.value(file.toString()) + " cannot be read: " + e.getMessage(), e);
    }
  }
}
