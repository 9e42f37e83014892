package dog.rebe.command;

import dog.rebe.outcome.VisibleText;
import java.util.Objects;

/**
 * Another user to run as, without a password. It is the outermost wrapper, so that all that we do
 * around a command happens as the user who can end it.
 *
 * @param user a login name
 * @param tool what changes the user
 */
public record RunAs(String user, Tool tool) {

  private static final int MAX_SHOWN = 60;

  /** A program that changes the user. */
  public enum Tool {
    /** {@code sudo -n}. */
    SUDO,
    /** {@code doas -n}. */
    DOAS
  }

  public RunAs {
    Objects.requireNonNull(tool, "tool");
    if (!user.matches("[A-Za-z_][A-Za-z0-9_.-]{0,31}")) {
      throw new IllegalArgumentException(
          "The user to run as is refused: '"
              + VisibleText.line(user, MAX_SHOWN)
              + "': a login name has letters, digits, '_', '.' and '-', at most 32,"
              + " and begins with a letter or '_'");
    }
  }

  /** This user, by {@code sudo -n}. */
  public static RunAs sudo(String user) {
    return new RunAs(user, Tool.SUDO);
  }

  /** This user, by {@code doas -n}. */
  public static RunAs doas(String user) {
    return new RunAs(user, Tool.DOAS);
  }
}
