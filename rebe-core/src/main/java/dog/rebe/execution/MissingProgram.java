package dog.rebe.execution;

import dog.rebe.command.Argument;
import dog.rebe.command.Command;
import dog.rebe.command.Invocation;
import dog.rebe.outcome.VisibleText;

/** The words about a program that a node does not have. */
final class MissingProgram {

  private static final int MAX_SHOWN = 120;

  private MissingProgram() {}

  /** Its name; empty for a command without one. */
  static String name(Command<?> command) {
    return command.invocation() instanceof Invocation.ArgumentList list
            && list.arguments().get(0) instanceof Argument.Literal program
        ? VisibleText.line(program.bytes(), MAX_SHOWN)
        : "";
  }

  /** For the author. */
  static String detail(Command<?> command) {
    String name = name(command);
    String remedy =
        name.indexOf(' ') > 0
            ? ". A blank in its name? Each argument is given apart: Command.of(\"uname\", \"-r\")"
            : "";
    return "There is no program '" + name + "' that this login may run" + remedy;
  }
}
