package dog.rebe.ssh.config;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * What is asked of the configuration, as by a command line of ssh: what is given here comes first.
 *
 * @param alias the host
 * @param user the login name, where it is given
 * @param port the port, where it is given
 * @param proxyGiven whether the way to the host is known, so that what the configuration says of it
 *     does not count
 */
record Wanted(String alias, Optional<String> user, OptionalInt port, boolean proxyGiven) {

  Wanted {
    if (!HostText.isUsable(alias)) {
      throw new IllegalArgumentException(
          "A host's name is not empty, does not begin with '-', and holds no white space, control"
              + " characters or any of '`\"$\\;&<>|(){},/@#: "
              + ValueForm.shown(alias));
    }
  }

  /** A host of which nothing else is given. */
  static Wanted of(String alias) {
    return new Wanted(alias, Optional.empty(), OptionalInt.empty(), false);
  }
}
