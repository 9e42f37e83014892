package dog.rebe.ssh.config;

import dog.rebe.ssh.config.BlockCondition.HostLine;
import dog.rebe.ssh.config.ConfigEntry.Setting;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A file that was read. Immutable.
 *
 * <p>Finds the blocks that a host can have to do with by its name: of ten thousand blocks that name
 * one host each, all but one say nothing about any other.
 */
final class ConfigFile {

  private final Path path;
  private final List<ConfigBlock> blocks;
  private final List<Integer> forAnyHost = new ArrayList<>();
  private final Map<String, List<Integer>> byName = new HashMap<>();

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

    /** Whether nothing in it, not even an unknown word, matters to hosts that it does not name. */
    private boolean isForNamedHostsOnly() {
      return condition instanceof HostLine line
          && line.names().isPlain()
          && entries.stream()
              .allMatch(
                  entry ->
                      entry instanceof Setting setting
                          && DirectiveRules.of(setting.directive().keyword()).isPresent());
    }
  }

  /**
   * Of all blocks of a file.
   *
   * @param path where it is
   * @param blocks in their order; the first one has no condition of its own; copied
   */
  ConfigFile(Path path, List<ConfigBlock> blocks) {
    this.path = path;
    this.blocks = List.copyOf(blocks);
    for (int i = 0; i < blocks.size(); i++) {
      ConfigBlock block = blocks.get(i);
      if (block.isForNamedHostsOnly() && block.condition() instanceof HostLine line) {
        for (String name : line.concreteNames()) {
          byName.computeIfAbsent(name, n -> new ArrayList<>()).add(i);
        }
      } else {
        forAnyHost.add(i);
      }
    }
  }

  Path path() {
    return path;
  }

  List<ConfigBlock> blocks() {
    return blocks;
  }

  /** The blocks that may matter to a host, in their order. */
  List<ConfigBlock> blocksFor(String alias) {
    List<Integer> own = byName.getOrDefault(alias, List.of());
    List<Integer> indexes = new ArrayList<>(forAnyHost);
    indexes.addAll(own);
    return indexes.stream().distinct().sorted().map(blocks::get).toList();
  }
}
