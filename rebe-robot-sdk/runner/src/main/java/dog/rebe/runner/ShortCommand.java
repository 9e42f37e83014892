package dog.rebe.runner;

import dog.rebe.command.Argument;
import dog.rebe.command.Command;
import dog.rebe.command.Invocation;
import dog.rebe.outcome.VisibleText;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A command in a few words, for a summary: its title, if it has one, and what is run. A script
 * among its arguments is told by its length, and of many arguments the first are shown; the plan
 * has all.
 */
final class ShortCommand {

  private static final int WIDTH = 100;
  private static final int WORD = 40;

  private ShortCommand() {}

  static String of(Command<?> command) {
    String whole = command.toString();
    if (whole.length() <= WIDTH && !hasScript(command)) {
      return whole;
    }
    String words = words(command);
    return command.title().map(title -> title + " [" + words + "]").orElse(words);
  }

  private static boolean hasScript(Command<?> command) {
    return command.invocation() instanceof Invocation.Script
        || (command.invocation() instanceof Invocation.ArgumentList list
            && list.arguments().stream().anyMatch(argument -> lines(argument) > 1));
  }

  /** How many lines it has; the end of the last is no line of its own. */
  private static long lines(Argument argument) {
    return argument instanceof Argument.Literal literal
        ? new String(literal.bytes(), StandardCharsets.ISO_8859_1).lines().count()
        : 1;
  }

  private static String words(Command<?> command) {
    if (command.invocation() instanceof Invocation.ArgumentList list) {
      return words(list.arguments());
    }
    if (command.invocation() instanceof Invocation.Script script) {
      return "a script of " + counted(script.text().lines().count(), "line");
    }
    return VisibleText.line(command.toString(), WIDTH);
  }

  private static String words(List<Argument> arguments) {
    StringBuilder text = new StringBuilder();
    int shown = 0;
    for (Argument argument : arguments) {
      String word = word(argument);
      if (shown > 0 && text.length() + word.length() > WIDTH) {
        break;
      }
      text.append(shown == 0 ? "" : " ").append(word);
      shown++;
    }
    int more = arguments.size() - shown;
    return more == 0 ? text.toString() : text + " and " + counted(more, "more word");
  }

  private static String word(Argument argument) {
    if (!(argument instanceof Argument.Literal literal)) {
      return argument.toString();
    }
    if (lines(argument) > 1) {
      return "(" + counted(lines(argument), "line") + ")";
    }
    String cut = VisibleText.line(literal.bytes(), WORD);
    boolean quoted = cut.isEmpty() || cut.chars().anyMatch(Character::isWhitespace);
    return quoted ? "'" + cut + "'" : cut;
  }

  private static String counted(long number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }
}
