package dog.rebe.cli;

import dog.rebe.cli.input.BadInput;
import dog.rebe.cli.input.LoginArguments;
import dog.rebe.command.Secret;
import dog.rebe.ssh.Credential;
import dog.rebe.ssh.HostTrust;
import dog.rebe.ssh.PoolOptions;
import dog.rebe.ssh.SshTransport;
import dog.rebe.ssh.SshTransportBuilder;
import dog.rebe.ssh.config.SshConfig;
import dog.rebe.ssh.config.SshConfigException;
import dog.rebe.ssh.testkit.FleetFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How machines are reached over SSH: with which keys, and which of their host keys are believed.
 */
final class Access {

  private final Terminal terminal;
  private final LoginArguments login;
  private final int concurrency;

  /**
   * Access as these options say.
   *
   * @param concurrency how many machines are worked on at a time; as many connections may be under
   *     way, so that machines that do not answer hold nobody else up
   */
  Access(Terminal terminal, LoginArguments login, int concurrency) {
    this.terminal = terminal;
    this.login = login;
    this.concurrency = concurrency;
  }

  /**
   * A transport to these machines; empty if none of them is reached by SSH.
   *
   * @throws BadInput if a key, a file of host keys or a configuration cannot be used
   */
  Optional<SshTransport> to(Machines machines) {
    boolean any =
        machines.nodes().stream().anyMatch(node -> !node.endpoint().scheme().equals("local"));
    if (!any) {
      return Optional.empty();
    }
    SshTransportBuilder builder = builder(machines);
    return Optional.of(build(machines, builder, credentials(machines)));
  }

  /**
   * A transport that sees host keys of these machines and cannot log in.
   *
   * @throws BadInput as {@link #to}
   */
  SshTransport toScan(Machines machines) {
    Credential never =
        Credential.password(
            Secret.of(
                "none",
                name -> {
                  throw new IOException("A scan of host keys never logs in");
                }));
    return build(machines, builder(machines), List.of(never));
  }

  private List<Credential> credentials(Machines machines) {
    if (machines.demoFiles().isPresent()) {
      return List.of(Credential.keyFile(machines.demoFiles().get().clientKey()));
    }
    Keys keys = new Keys(terminal, login.passphraseFile());
    List<Credential> named = keys.named(login.identities());
    boolean configured = sshConfig(machines).isPresent();
    return named.isEmpty() && !configured ? keys.usual() : named;
  }

  private SshTransportBuilder builder(Machines machines) {
    SshTransportBuilder builder =
        SshTransport.builder().pool(PoolOptions.defaults().withMaxConnecting(concurrency));
    login.user().ifPresent(builder::user);
    login.port().ifPresent(builder::port);
    Optional<SshConfig> config = sshConfig(machines);
    config.ifPresent(builder::sshConfig);
    if (config.isPresent() && (login.user().isPresent() || login.port().isPresent())) {
      throw new BadInput(
          "An ssh_config says user and port itself: leave out --user and --port, or write them into"
              + " the file");
    }
    return builder;
  }

  private SshTransport build(
      Machines machines, SshTransportBuilder builder, List<Credential> credentials) {
    try {
      return builder
          .hostTrust(trust(machines))
          .credentials(credentials.toArray(Credential[]::new))
          .build();
    } catch (IllegalArgumentException e) {
      throw new BadInput(String.valueOf(e.getMessage()), e);
    }
  }

  private HostTrust trust(Machines machines) {
    List<Path> files = new ArrayList<>(login.knownHosts());
    machines.demoFiles().map(FleetFiles::knownHosts).ifPresent(files::add);
    return files.isEmpty()
        ? HostTrust.ofUser(terminal.home())
        : HostTrust.knownHosts(files.toArray(Path[]::new));
  }

  private Optional<SshConfig> sshConfig(Machines machines) {
    if (login.sshConfig().isEmpty()) {
      return machines.sshConfig();
    }
    if (machines.sshConfig().isPresent()) {
      throw new BadInput(
          "The inventory is an ssh_config itself: leave out --ssh-config, or write a host list");
    }
    try {
      return login.sshConfig().map(file -> SshConfig.parse(file, terminal.localUser()));
    } catch (SshConfigException e) {
      throw new BadInput("--ssh-config: " + e.getMessage(), e);
    }
  }
}
