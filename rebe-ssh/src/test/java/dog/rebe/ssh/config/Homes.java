package dog.rebe.ssh.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** A home folder with a configuration in it. */
final class Homes {

  private final Path home;

  Homes(Path home) {
    this.home = home;
  }

  LocalUser user() {
    return new LocalUser(
        "me",
        home,
        OptionalLong.of(1000),
        Optional.of("box.example.org"),
        Map.of("KEYS", "/keys", "SSH_AUTH_SOCK", "/run/agent", "OTHER_AGENT", "/run/other"));
  }

  Path file(String name, String... lines) throws IOException {
    Path file = home.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, String.join("\n", lines) + "\n");
  }

  SshConfig config(String... lines) throws IOException {
    return SshConfig.parse(file(".ssh/config", lines), user());
  }

  HostSettings resolve(String alias, String... lines) throws IOException {
    return config(lines).resolve(alias);
  }
}
