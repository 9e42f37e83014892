package dog.rebe.ssh.config;

import java.nio.file.Path;
import java.util.List;

/**
 * A file that was read.
 *
 * @param path where it is
 * @param blocks in their order; the first one has no condition of its own; copied
 */
record ConfigFile(Path path, List<ConfigBlock> blocks) {

  ConfigFile {
    blocks = List.copyOf(blocks);
  }

  /**
   * What one {@code Host} or {@code Match} is about.
   *
   * @param condition when it applies
   * @param entries in their order; copied
   */
  record ConfigBlock(BlockCondition condition, List<ConfigEntry> entries) {
    ConfigBlock {
      entries = List.copyOf(entries);
    }
  }
}
