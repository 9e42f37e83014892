package dog.rebe.ssh.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Paths that may begin with {@code ~/}. */
final class HomePath {

  private HomePath() {}

  static Path expand(String text, Path home, Directive directive) {
    try {
      if (!text.startsWith("~")) {
        return Path.of(text);
      }
      String rest = text.substring(1);
      if (!rest.isEmpty() && !rest.startsWith("/")) {
        throw directive.error("names another user's home", "Write the folder out");
      }
      return home.resolve(rest.replaceFirst("^/+", ""));
    } catch (InvalidPathException e) {
      throw directive.error("names no file: " + ValueForm.shown(text), "Write its name");
    }
  }
}
