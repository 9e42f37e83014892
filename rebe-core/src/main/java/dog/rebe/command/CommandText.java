package dog.rebe.command;

import dog.rebe.outcome.VisibleText;
import java.util.stream.Collectors;

/**
 * A command as one line for people, its title first: secrets as {@code ***}, control characters
 * escaped, shortened.
 */
final class CommandText {

  private static final int MAX_TITLE = 200;
  private static final int MAX_LENGTH = 300;
  private static final int MAX_ARGUMENT_LENGTH = 60;

  private CommandText() {}

  static String of(Command<?> command) {
    Invocation invocation = command.invocation();
    String text;
    if (invocation instanceof Invocation.ArgumentList list) {
      text = list.arguments().stream().map(CommandText::argument).collect(Collectors.joining(" "));
    } else if (invocation instanceof Invocation.Script script) {
      text = "script: " + script.text();
    } else {
      text =
          ((Batch) invocation)
              .members().stream()
                  .map(BatchMember::name)
                  .collect(Collectors.joining(", ", "batch of ", ""));
    }
    return command
        .title()
        .map(title -> VisibleText.line(title, MAX_TITLE) + " [" + shortened(text) + "]")
        .orElseGet(() -> shortened(text));
  }

  private static String shortened(String text) {
    return VisibleText.line(text, MAX_LENGTH);
  }

  /** Shortened each for itself, so that a long one does not hide those after it. */
  private static String argument(Argument argument) {
    if (!(argument instanceof Argument.Literal literal)) {
      return argument.toString();
    }
    String shown = VisibleText.line(literal.bytes(), MAX_ARGUMENT_LENGTH);
    boolean quoted = shown.isEmpty() || shown.chars().anyMatch(Character::isWhitespace);
    return quoted ? "'" + shown + "'" : shown;
  }
}
