package dog.rebe.cli;

import dog.rebe.cli.input.BadInput;
import dog.rebe.cli.input.PrivateKeyFile;
import dog.rebe.cli.input.SecretFile;
import dog.rebe.cli.input.Shown;
import dog.rebe.command.Secret;
import dog.rebe.ssh.Credential;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The keys to log in with. */
final class Keys {

  private static final List<String> NAMES = List.of("id_ed25519", "id_ecdsa", "id_rsa");

  private final Terminal terminal;
  private final Optional<Path> passphraseFile;

  /**
   * Keys for this terminal.
   *
   * @param passphraseFile whose first line opens the encrypted ones; without it somebody is asked
   */
  Keys(Terminal terminal, Optional<Path> passphraseFile) {
    this.terminal = terminal;
    this.passphraseFile = passphraseFile;
  }

  /**
   * Those that were named. The passphrase of one that is encrypted is asked for now.
   *
   * @throws BadInput if one is encrypted and nobody is here to type its passphrase
   */
  List<Credential> named(List<Path> files) {
    return files.stream().map(this::key).toList();
  }

  private Credential key(Path file) {
    if (!PrivateKeyFile.isEncrypted(file)) {
      return Credential.keyFile(file);
    }
    if (passphraseFile.isPresent()) {
      return Credential.keyFile(file, passphraseIn(passphraseFile.get()));
    }
    String shown = Shown.value(file.toString());
    char[] passphrase =
        terminal
            .passwords()
            .read("Passphrase of " + shown + ": ")
            .orElseThrow(
                () ->
                    new BadInput(
                        "The key "
                            + shown
                            + " is encrypted, and nobody is here to type its passphrase: load it"
                            + " into an SSH agent with ssh-add, or name a file that holds the"
                            + " passphrase with --passphrase-file"));
    byte[] bytes = new String(passphrase).getBytes(StandardCharsets.UTF_8);
    return Credential.keyFile(file, Secret.of("passphrase", name -> bytes.clone()));
  }

  private static Secret passphraseIn(Path file) {
    SecretFile.check(file, "--passphrase-file");
    return SecretFile.secret("passphrase", file);
  }

  /**
   * Those that ssh would use: the agent's, and the usual files that need no passphrase.
   *
   * @throws BadInput if there is none
   */
  List<Credential> usual() {
    List<Credential> keys = new ArrayList<>();
    String agent = terminal.environment().getOrDefault("SSH_AUTH_SOCK", "");
    if (!agent.isEmpty() && Files.exists(Path.of(agent))) {
      keys.add(Credential.agent(terminal.environment()));
    }
    List<String> encrypted = new ArrayList<>();
    for (String name : NAMES) {
      Path file = terminal.home().resolve(".ssh").resolve(name);
      if (Files.exists(file)) {
        if (PrivateKeyFile.isEncrypted(file) && passphraseFile.isPresent()) {
          keys.add(Credential.keyFile(file, passphraseIn(passphraseFile.get())));
        } else if (PrivateKeyFile.isEncrypted(file)) {
          encrypted.add(name);
        } else {
          keys.add(Credential.keyFile(file));
        }
      }
    }
    if (keys.isEmpty()) {
      throw new BadInput(
          encrypted.isEmpty()
              ? "There is no key to log in with: name one with --identity FILE, or start an SSH"
                  + " agent"
              : "The key "
                  + String.join(", ", encrypted)
                  + " in ~/.ssh is encrypted: load it into an SSH agent with ssh-add, or name it"
                  + " with --identity to be asked for its passphrase");
    }
    return keys;
  }
}
