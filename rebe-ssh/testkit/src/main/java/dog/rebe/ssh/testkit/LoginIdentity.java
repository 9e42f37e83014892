package dog.rebe.ssh.testkit;

import dog.rebe.command.RunAs;
import java.util.Optional;

/**
 * Answers the question of a previewer, as whom and where a command would run: a simulated node has
 * no shell that could run its script.
 */
final class LoginIdentity {

  private static final String QUESTION =
      "id -u&&id -g&&id -G&&umask&&pwd&&printf '%s\\n' \"${HOME-}\" \"${USER-}\" \"${LOGNAME-}\"";

  private LoginIdentity() {}

  /** The answer, if this is the question. */
  static Optional<Answer> answer(String script, Optional<RunAs> runAs) {
    if (!script.strip().equals(QUESTION)) {
      return Optional.empty();
    }
    boolean root = runAs.filter(user -> user.user().equals("root")).isPresent();
    return Optional.of(
        Answer.printing(
            root
                ? answer(0, "0", "/root", "root")
                : answer(NodeFiles.USER, NodeFiles.USER + " 27", NodeFiles.HOME, "robot")));
  }

  private static String answer(long id, String groups, String home, String name) {
    return String.join(
            "\n",
            Long.toString(id),
            Long.toString(id),
            groups,
            "0022",
            NodeFiles.HOME,
            home,
            name,
            name)
        + "\n";
  }
}
