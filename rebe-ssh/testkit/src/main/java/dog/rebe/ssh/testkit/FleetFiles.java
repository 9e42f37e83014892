package dog.rebe.ssh.testkit;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The files by which other programs reach an embedded fleet.
 *
 * @param clientKey the private key in OpenSSH's format, readable by its owner only
 * @param knownHosts the nodes' host keys
 * @param sshConfig for {@code ssh -F}, with the ids as host names
 * @param hostList one node a line: {@code user@host:port id=... label=value ...}
 */
public record FleetFiles(Path clientKey, Path knownHosts, Path sshConfig, Path hostList) {

  static FleetFiles write(EmbeddedFleet fleet, Path folder) throws IOException {
    Files.createDirectories(folder);
    FleetFiles files =
        new FleetFiles(
            folder.resolve("id_ed25519"),
            folder.resolve("known_hosts"),
            folder.resolve("ssh_config"),
            folder.resolve("hosts"));
    writePrivately(files.clientKey, fleet.clientKeyText());
    Files.writeString(files.knownHosts, fleet.knownHosts());
    Files.writeString(files.sshConfig, files.config(fleet));
    Files.writeString(files.hostList, hosts(fleet));
    return files;
  }

  private String config(EmbeddedFleet fleet) {
    StringBuilder text = new StringBuilder();
    for (EmbeddedNode node : fleet.nodes()) {
      text.append(
          "Host %s\n  HostName %s\n  Port %d\n"
              .formatted(node.id(), EmbeddedNode.HOST, node.port()));
    }
    return text.append(
            """
            Host *
              User %s
              IdentityFile %s
              IdentitiesOnly yes
              UserKnownHostsFile %s
              GlobalKnownHostsFile /dev/null
              StrictHostKeyChecking yes
              UpdateHostKeys no
              BatchMode yes
            """
                .formatted(
                    EmbeddedNode.USER, clientKey.toAbsolutePath(), knownHosts.toAbsolutePath()))
        .toString();
  }

  private static String hosts(EmbeddedFleet fleet) {
    return fleet.nodes().stream().map(FleetFiles::hostLine).collect(Collectors.joining());
  }

  private static String hostLine(EmbeddedNode node) {
    StringBuilder line =
        new StringBuilder(
            "%s@%s:%d id=%s"
                .formatted(EmbeddedNode.USER, EmbeddedNode.HOST, node.port(), node.id()));
    Map<String, String> labels = new TreeMap<>(node.node().labels());
    labels.forEach((key, value) -> line.append(' ').append(key).append('=').append(value));
    return line.append('\n').toString();
  }

  private static void writePrivately(Path file, String text) throws IOException {
    Files.deleteIfExists(file);
    if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    Files.writeString(file, text);
  }
}
