package dog.rebe.ssh.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Where the host's key is looked up. It is always checked, whatever the configuration says: one
 * that says otherwise is an error.
 *
 * @param hostKeyAlias the name under which the key is known, in the place of host and port; in
 *     lower case
 * @param userKnownHostsFiles the user's files; a host is enrolled into the first one. They need not
 *     exist; copied
 * @param globalKnownHostsFiles the machine's files. They need not exist; copied
 * @param hashKnownHosts whether names are hashed when a host is enrolled
 */
public record TrustSettings(
    Optional<String> hostKeyAlias,
    List<Path> userKnownHostsFiles,
    List<Path> globalKnownHostsFiles,
    boolean hashKnownHosts) {

  public TrustSettings {
    Objects.requireNonNull(hostKeyAlias, "hostKeyAlias");
    userKnownHostsFiles = List.copyOf(userKnownHostsFiles);
    globalKnownHostsFiles = List.copyOf(globalKnownHostsFiles);
  }
}
