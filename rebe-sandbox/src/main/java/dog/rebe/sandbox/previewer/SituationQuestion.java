package dog.rebe.sandbox.previewer;

import dog.rebe.command.Command;
import dog.rebe.command.DecodeException;
import dog.rebe.command.Decoder;
import dog.rebe.command.Limits;
import dog.rebe.command.RunAs;
import dog.rebe.execution.CommandExecutor;
import dog.rebe.files.FilePath;
import dog.rebe.node.Node;
import dog.rebe.outcome.Outcome;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Asks a machine as whom and where a command would run there. */
final class SituationQuestion {

  /** The user's numbers, the umask, the folder, and the variables that a login has. */
  static final String SCRIPT =
      "id -u&&id -g&&id -G&&umask&&pwd&&printf '%s\\n' \"${HOME-}\" \"${USER-}\" \"${LOGNAME-}\"";

  private static final List<String> VARIABLES = List.of("HOME", "USER", "LOGNAME");

  private SituationQuestion() {}

  static Outcome<Situation> ask(
      CommandExecutor executor, Node node, Command<?> command, Limits limits) {
    Command<Situation> question =
        Command.script(SCRIPT)
            .readOnly()
            .limits(limits)
            .decode(Decoder.text().map(SituationQuestion::situation));
    Command<Situation> asked =
        command.runAs().map((RunAs user) -> question.asUser(user)).orElse(question);
    return executor.start(asked, node).await();
  }

  static Situation situation(String text) throws DecodeException {
    List<String> lines = text.lines().toList();
    if (lines.size() != 5 + VARIABLES.size()) {
      throw new DecodeException("The login answers " + lines.size() + " lines about itself, not 8");
    }
    Set<Long> groups =
        Arrays.stream(lines.get(2).strip().split(" +", -1))
            .map(Long::valueOf)
            .collect(Collectors.toSet());
    PreviewUser user =
        new PreviewUser(
            Long.parseLong(lines.get(0)),
            Long.parseLong(lines.get(1)),
            groups,
            Integer.parseInt(lines.get(3), 8));
    Map<String, String> environment = new LinkedHashMap<>();
    for (int i = 0; i < VARIABLES.size(); i++) {
      if (!lines.get(5 + i).isEmpty()) {
        environment.put(VARIABLES.get(i), lines.get(5 + i));
      }
    }
    return new Situation(user, FilePath.of(lines.get(4)), environment);
  }
}
