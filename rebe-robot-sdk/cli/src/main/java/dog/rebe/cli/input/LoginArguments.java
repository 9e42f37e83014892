package dog.rebe.cli.input;

import dog.rebe.node.Endpoint;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How to log in to machines, and which of their host keys to trust. */
public final class LoginArguments {

  @Option(
      names = {"-u", "--user"},
      paramLabel = "NAME",
      description = "The login name where the inventory has none (default: yours).")
  private @Nullable String user;

  @Option(
      names = {"-p", "--port"},
      paramLabel = "PORT",
      description = "The port where the inventory has none (default: 22).")
  private @Nullable Integer port;

  @Option(
      names = "--identity",
      paramLabel = "FILE",
      description =
          "A private key to log in with. Can be given more than once. Without it: the SSH agent,"
              + " then id_ed25519, id_ecdsa and id_rsa in ~/.ssh.")
  private List<Path> identities = List.of();

  @Option(
      names = "--passphrase-file",
      paramLabel = "FILE",
      description =
          "A file whose content is the passphrase of the encrypted keys (default: you are asked).")
  private @Nullable Path passphraseFile;

  @Option(
      names = "--known-hosts",
      paramLabel = "FILE",
      description =
          "The host keys to trust. Can be given more than once (default: ~/.ssh/known_hosts and"
              + " /etc/ssh/ssh_known_hosts). A machine whose key is in none of them is refused: see"
              + " 'rebe enroll'.")
  private List<Path> knownHosts = List.of();

  @Option(
      names = "--ssh-config",
      paramLabel = "FILE",
      description =
          "An OpenSSH client configuration that says user, port, keys and jump hosts of the"
              + " machines (default: none is read).")
  private @Nullable Path sshConfig;

  /**
   * The login name where the inventory has none.
   *
   * @throws BadInput if it is no login name
   */
  public Optional<String> user() {
    try {
      return Optional.ofNullable(user)
          .map(name -> Endpoint.ssh(name, "any", 22))
          .flatMap(Endpoint::user);
    } catch (IllegalArgumentException e) {
      throw new BadInput("--user: " + e.getMessage(), e);
    }
  }

  /**
   * The port where the inventory has none.
   *
   * @throws BadInput if it is out of range
   */
  public Optional<Integer> port() {
    if (port != null && (port < 1 || port > 65_535)) {
      throw new BadInput("--port " + port + " is out of range: use 1 to 65535");
    }
    return Optional.ofNullable(port);
  }

  /** The private keys that were named. */
  public List<Path> identities() {
    return List.copyOf(identities);
  }

  /** The file with the passphrase of encrypted keys. */
  public Optional<Path> passphraseFile() {
    return Optional.ofNullable(passphraseFile);
  }

  /** The files of host keys that were named. */
  public List<Path> knownHosts() {
    return List.copyOf(knownHosts);
  }

  /** The client configuration that was named. */
  public Optional<Path> sshConfig() {
    return Optional.ofNullable(sshConfig);
  }
}
