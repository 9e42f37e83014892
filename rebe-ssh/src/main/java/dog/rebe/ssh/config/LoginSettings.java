package dog.rebe.ssh.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * With what to log in.
 *
 * @param identityFiles files of private keys, in the order in which they are tried; copied
 * @param identityFilesGiven whether the configuration names them. Otherwise they are {@code
 *     id_rsa}, {@code id_ecdsa} and {@code id_ed25519} in {@code ~/.ssh}, of which some do not
 *     exist
 * @param certificateFiles files of certificates for these keys; copied
 * @param identitiesOnly whether an agent's other keys must not be tried
 * @param identityAgent the agent's socket; empty if no agent is to be asked, or none is running
 * @param methods the ways to log in that are allowed, in the order in which they are tried; at
 *     least one; copied
 */
public record LoginSettings(
    List<Path> identityFiles,
    boolean identityFilesGiven,
    List<Path> certificateFiles,
    boolean identitiesOnly,
    Optional<Path> identityAgent,
    List<AuthenticationMethod> methods) {

  public LoginSettings {
    identityFiles = List.copyOf(identityFiles);
    certificateFiles = List.copyOf(certificateFiles);
    Objects.requireNonNull(identityAgent, "identityAgent");
    methods = List.copyOf(methods);
  }
}
