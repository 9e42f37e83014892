package dog.rebe.ssh.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Who reads the configuration, and where: what {@code ~}, the tokens and {@code Match localuser}
 * stand for.
 *
 * @param name the login name on this machine; also the name on the other one where nothing else is
 *     said
 * @param home the home folder
 * @param id the numeric id, where it is known
 * @param machine this machine's host name, where it is known
 * @param environment the environment variables; copied
 */
public record LocalUser(
    String name,
    Path home,
    OptionalLong id,
    Optional<String> machine,
    Map<String, String> environment) {

  private static final Path KERNEL_HOST_NAME = Path.of("/proc/sys/kernel/hostname");
  private static final Path OWN_PROCESS = Path.of("/proc/self");

  public LocalUser {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(home, "home");
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(machine, "machine");
    environment = Map.copyOf(environment);
  }

  /** The user who runs this process. Reads files of {@code /proc} where there are any. */
  public static LocalUser ofThisProcess() {
    return new LocalUser(
        System.getProperty("user.name", ""),
        Path.of(System.getProperty("user.home", "/")),
        ownId(),
        machineName(),
        System.getenv());
  }

  private static OptionalLong ownId() {
    try {
      Object id = Files.getAttribute(OWN_PROCESS, "unix:uid");
      return id instanceof Integer number
          ? OptionalLong.of(Integer.toUnsignedLong(number))
          : OptionalLong.empty();
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      return OptionalLong.empty();
    }
  }

  private static Optional<String> machineName() {
    try {
      return Optional.of(Files.readString(KERNEL_HOST_NAME).strip());
    } catch (IOException e) {
      return Optional.ofNullable(System.getenv("HOSTNAME"));
    }
  }

  /** Name and home; never the environment, which may hold secrets. */
  @Override
  public String toString() {
    return name + " (" + home + ")";
  }
}
