package dog.rebe.ssh.config;

import java.util.List;

/** What stands in a block, in its order. */
sealed interface ConfigEntry {

  /** A directive of its own. */
  record Setting(Directive directive) implements ConfigEntry {}

  /**
   * The files of an {@code Include}, read where it stands and only as far as its block goes.
   *
   * @param files in the order of their names; copied
   */
  record Inclusion(List<ConfigFile> files) implements ConfigEntry {
    public Inclusion {
      files = List.copyOf(files);
    }
  }
}
