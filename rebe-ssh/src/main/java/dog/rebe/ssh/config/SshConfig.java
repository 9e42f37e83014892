package dog.rebe.ssh.config;

import dog.rebe.node.Endpoint;
import dog.rebe.ssh.config.BlockCondition.HostLine;
import dog.rebe.ssh.config.ConfigEntry.Inclusion;
import dog.rebe.ssh.config.ConfigFile.ConfigBlock;
import dog.rebe.ssh.config.ConfigReader.IncludeBase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * Configuration of OpenSSH's client, as ssh_config(5) describes it: {@code Host} and {@code Match}
 * blocks, {@code Include}, patterns, tokens. Of every directive the first value that applies
 * counts.
 *
 * <p>What would change who is reached, as whom, how, or who is believed is either followed or an
 * error with file, line and remedy. Such an error comes when the files are read if it is one of
 * form (an unknown word, a port that is no number), and when a host is looked up for whom it takes
 * effect if it is one of support ({@code ProxyCommand}, {@code StrictHostKeyChecking no}): the
 * other hosts can be used. {@code IgnoreUnknown} covers unknown words by patterns, and a directive
 * that is not supported by its full name. Directives that make no difference here are passed over.
 *
 * <p>{@code Match exec}, {@code final} and {@code canonical} are such errors; no command of a
 * configuration is ever run. Nothing is looked up in DNS.
 *
 * <p>Immutable: the files are read once. Thread-safe.
 */
public final class SshConfig {

  /**
   * The scheme of endpoints that name a host of a configuration: {@value}. Only a transport that
   * was given a configuration that names the host reaches them.
   */
  public static final String SCHEME = "ssh-config";

  private static final Path SYSTEM_FILE = Path.of("/etc/ssh/ssh_config");

  private final List<ConfigFile> files;
  private final LocalUser local;

  private SshConfig(List<ConfigFile> files, LocalUser local) {
    this.files = List.copyOf(files);
    this.local = local;
  }

  /**
   * Reads one file, as {@code ssh -F file} does. Blocks while it is read.
   *
   * @param file the file; names in its {@code Include} lines begin in {@code ~/.ssh}
   * @throws SshConfigException if it is missing, cannot be read, or has a line that is not
   *     understood
   */
  public static SshConfig parse(Path file) {
    return parse(file, LocalUser.ofThisProcess());
  }

  /** As {@link #parse(Path)}, for this user. */
  public static SshConfig parse(Path file, LocalUser local) {
    return new SshConfig(List.of(new ConfigReader(userBase(local)).read(file)), local);
  }

  /**
   * Reads the user's own file and then the system's, {@code ~/.ssh/config} and {@code
   * /etc/ssh/ssh_config}, as far as they exist.
   *
   * @throws SshConfigException as {@link #parse(Path)}
   */
  public static SshConfig ofUser(LocalUser local) {
    return ofUser(local, SYSTEM_FILE);
  }

  static SshConfig ofUser(LocalUser local, Path systemFile) {
    List<ConfigFile> files = new ArrayList<>();
    new ConfigReader(userBase(local))
        .find(sshFolder(local).resolve("config"))
        .ifPresent(files::add);
    Path systemFolder = systemFile.toAbsolutePath().getParent();
    IncludeBase base =
        new IncludeBase(systemFolder == null ? systemFile : systemFolder, Optional.empty());
    new ConfigReader(base).find(systemFile).ifPresent(files::add);
    return new SshConfig(files, local);
  }

  private static IncludeBase userBase(LocalUser local) {
    return new IncludeBase(sshFolder(local), Optional.of(local.home()));
  }

  private static Path sshFolder(LocalUser local) {
    return local.home().resolve(".ssh");
  }

  /**
   * What the configuration says of a host. A host that it does not name gets the defaults.
   *
   * @param alias the host's name, as one would give it to ssh
   * @throws SshConfigException if a directive takes effect that is not supported
   * @throws IllegalArgumentException if the name cannot be one of a host
   */
  public HostSettings resolve(String alias) {
    return resolve(alias, Optional.empty(), OptionalInt.empty());
  }

  /**
   * As {@link #resolve(String)}, with a login name and a port that come before what the
   * configuration says, as {@code ssh -l user -p port} does.
   */
  public HostSettings resolve(String alias, Optional<String> user, OptionalInt port) {
    return settle(obtain(new Wanted(alias, user, port, false)));
  }

  private HostSettings settle(Obtained obtained) {
    return Settlement.settle(obtained, local);
  }

  private Obtained obtain(Wanted wanted) {
    Obtained obtained = new Obtained(wanted, local);
    files.forEach(obtained::read);
    return obtained;
  }

  /**
   * The way to a host: the settings of every jump host, in the order in which they are visited, and
   * of the host itself as the last. A jump host that is the first one of its line is reached as the
   * configuration says; every other one through the one before it.
   *
   * @throws SshConfigException as {@link #resolve(String)}, for any of them; and if the way leads
   *     in a circle
   */
  public List<HostSettings> route(String alias) {
    return route(resolve(alias));
  }

  /** As {@link #route(String)}, to a host that was looked up already. */
  public List<HostSettings> route(HostSettings target) {
    return routes().to(target);
  }

  RouteFinder routes() {
    return new RouteFinder(this::obtain, this::settle);
  }

  /**
   * The endpoint of a host that a configuration names. Where that is, as whom to log in and through
   * which jump hosts is looked up in the configuration of the transport, and nowhere else.
   *
   * @param alias the host's name in a {@code Host} line
   * @throws IllegalArgumentException if the name cannot be one of a host
   */
  public static Endpoint endpoint(String alias) {
    if (!HostText.isUsable(alias)) {
      throw new IllegalArgumentException(
          "No host can have the name " + ValueForm.shown(alias) + ": write one of a Host line");
    }
    return new Endpoint(SCHEME, Optional.empty(), alias, OptionalInt.empty());
  }

  /**
   * Every named host as a node, for a transport with this configuration.
   *
   * @throws dog.rebe.node.InventoryException as {@link SshConfigInventory#of}
   */
  public SshConfigInventory inventory() {
    return SshConfigInventory.of(this, alias -> true);
  }

  /**
   * The hosts that the configuration names: every name in a {@code Host} line that is no pattern,
   * in the order in which they are first named.
   */
  public List<String> aliases() {
    return List.copyOf(namedHosts().keySet());
  }

  /** Each named host, and the line that names it first. */
  Map<String, Directive> namedHosts() {
    Map<String, Directive> names = new LinkedHashMap<>();
    files.forEach(file -> collect(file, names));
    return names;
  }

  private static void collect(ConfigFile file, Map<String, Directive> names) {
    for (ConfigBlock block : file.blocks()) {
      if (block.condition() instanceof HostLine line) {
        line.concreteNames().forEach(name -> names.putIfAbsent(name, line.directive()));
      }
      for (ConfigEntry entry : block.entries()) {
        if (entry instanceof Inclusion inclusion) {
          inclusion.files().forEach(included -> collect(included, names));
        }
      }
    }
  }

  /**
   * The settings of a host that the line names.
   *
   * @throws SshConfigException if they cannot be used, or no block that applies to the host names
   *     it
   */
  HostSettings resolve(String alias, Directive line) {
    if (!HostText.isUsable(alias)) {
      throw line.error(
          "names no usable host: " + ValueForm.shown(alias), "Write the name or address of a host");
    }
    Obtained obtained = obtain(Wanted.of(alias));
    if (!obtained.isNamed()) {
      throw line.error(
          "never applies to "
              + alias
              + ", because it stands inside a block for other hosts, or takes the name back with !",
          "Move the line, or delete it");
    }
    return settle(obtained);
  }

  /** The files, for messages. */
  public String source() {
    return files.isEmpty()
        ? "the ssh_config of " + local
        : files.stream().map(file -> file.path().toString()).collect(Collectors.joining(" and "));
  }
}
