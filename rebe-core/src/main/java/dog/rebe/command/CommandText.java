package dog.rebe.command;

import dog.rebe.outcome.VisibleText;
import java.util.stream.Collectors;

/**
 * A command as one line for people: secrets as {@code ***}, control characters escaped, shortened.
 */
final class CommandText {

  private static final int MAX_LENGTH = 200;

  private CommandText() {}

  static String of(Command<?> command) {
    Invocation invocation = command.invocation();
    String text;
    if (invocation instanceof Invocation.ArgumentList list) {
      text = list.arguments().stream().map(Argument::toString).collect(Collectors.joining(" "));
    } else if (invocation instanceof Invocation.Script script) {
      text = "script: " + script.text();
    } else {
      text =
          ((Batch) invocation)
              .members().stream()
                  .map(BatchMember::name)
                  .collect(Collectors.joining(", ", "batch of ", ""));
    }
    return VisibleText.line(text, MAX_LENGTH);
  }
}
