package dog.rebe.cli;

import dog.rebe.cli.input.BadInput;
import dog.rebe.cli.input.LoginArguments;
import dog.rebe.node.NodeId;
import dog.rebe.ssh.Credential;
import dog.rebe.ssh.HostTrust;
import dog.rebe.ssh.SshTransport;
import dog.rebe.ssh.testkit.EmbeddedFleet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How machines are reached over SSH: by whose keys, and which of their host keys are believed. */
final class Access {

  private final Terminal terminal;
  private final LoginArguments login;

  Access(Terminal terminal, LoginArguments login) {
    this.terminal = terminal;
    this.login = login;
  }

  /** A transport to these machines; empty if none of them is reached by SSH. */
  Optional<SshTransport> to(Machines machines) {
    boolean any =
        machines.nodes().stream().anyMatch(node -> node.endpoint().scheme().equals("ssh"));
    return any ? Optional.of(ssh(machines)) : Optional.empty();
  }

  private SshTransport ssh(Machines machines) {
    try {
      return machines.demo().map(this::toDemo).orElseGet(this::toOthers);
    } catch (IllegalArgumentException e) {
      throw new BadInput(String.valueOf(e.getMessage()), e);
    }
  }

  private SshTransport toDemo(EmbeddedFleet fleet) {
    try {
      Path folder = java.nio.file.Files.createTempDirectory("rebe-demo");
      return SshTransport.builder()
          .hostTrust(HostTrust.pinned(pins(fleet)))
          .credentials(Credential.keyFile(fleet.writeTo(folder).clientKey()))
          .build();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<NodeId, String> pins(EmbeddedFleet fleet) {
    Map<NodeId, String> pins = new HashMap<>();
    fleet
        .nodes()
        .forEach(
            node -> {
              String key = node.knownHostsLine().split(" ", -1)[2];
              try {
                byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(Base64.getDecoder().decode(key));
                pins.put(
                    node.node().id(),
                    "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(hash));
              } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
              }
            });
    return pins;
  }

  private SshTransport toOthers() {
    Optional<Integer> port = login.port();
    List<Credential> credentials = new ArrayList<>();
    login.identities().forEach(file -> credentials.add(Credential.keyFile(file)));
    if (credentials.isEmpty()) {
      throw new BadInput("There is no key to log in with: name one by --identity FILE");
    }
    return SshTransport.builder()
        .hostTrust(HostTrust.pinned(Map.of()))
        .port(port.orElse(22))
        .credentials(credentials.toArray(Credential[]::new))
        .user(login.user().orElse(terminal.home().getFileName().toString()))
        .build();
  }
}
