package dog.rebe.ssh.testkit;

import java.util.Set;

/**
 * The folders of a simulated node: a few that every system has, and those of its scripted files.
 */
final class Folders {

  private static final Set<String> COMMON =
      Set.of(
          "",
          "/bin",
          "/etc",
          "/home",
          "/home/robot",
          "/opt",
          "/root",
          "/tmp",
          "/usr",
          "/usr/bin",
          "/var",
          "/var/log",
          "/var/tmp");

  private final NodeDefinition definition;

  Folders(NodeDefinition definition) {
    this.definition = definition;
  }

  boolean has(String path) {
    String folder = path.replaceFirst("/+$", "");
    return COMMON.contains(folder)
        || definition.script().files().keySet().stream()
            .anyMatch(file -> file.startsWith(folder + "/"));
  }
}
