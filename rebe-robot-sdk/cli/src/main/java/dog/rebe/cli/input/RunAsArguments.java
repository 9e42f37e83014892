package dog.rebe.cli.input;

import dog.rebe.command.RunAs;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** As which user of the machines something happens. */
public final class RunAsArguments {

  @Option(
      names = "--as-user",
      paramLabel = "NAME",
      description = "Do it as this user of the machine, by 'sudo -n'.")
  private @Nullable String asUser;

  @Option(names = "--doas", description = "Use 'doas -n' for --as-user instead of 'sudo -n'.")
  private boolean doas;

  /**
   * The user; empty for the login's own.
   *
   * @throws BadInput if it is no login name, or none was named
   */
  public Optional<RunAs> runAs() {
    if (asUser == null) {
      if (doas) {
        throw new BadInput("--doas says how to become another user: add --as-user NAME");
      }
      return Optional.empty();
    }
    try {
      return Optional.of(doas ? RunAs.doas(asUser) : RunAs.sudo(asUser));
    } catch (IllegalArgumentException e) {
      throw new BadInput("--as-user: " + e.getMessage(), e);
    }
  }
}
