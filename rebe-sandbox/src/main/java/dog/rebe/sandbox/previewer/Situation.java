package dog.rebe.sandbox.previewer;

import dog.rebe.files.FilePath;
import java.util.Map;
import java.util.Objects;

/**
 * Around what a command runs on the machine.
 *
 * @param user as whom
 * @param directory where, absolute; the home of the login unless the command names another
 * @param environment the variables that a script may use, by name; copied. A script that uses
 *     another one ends the preview
 */
public record Situation(PreviewUser user, FilePath directory, Map<String, String> environment) {

  public Situation {
    Objects.requireNonNull(user, "user");
    environment = Map.copyOf(environment);
    if (!directory.isAbsolute()) {
      throw new IllegalArgumentException("The directory '" + directory + "' is not absolute");
    }
  }

  /** Without any known variable. */
  public static Situation of(PreviewUser user, String directory) {
    return new Situation(user, FilePath.of(directory), Map.of());
  }
}
