package dog.rebe.command;

import java.util.List;

/** What is run: an argument list, a script, or a batch of read-only commands. */
public sealed interface Invocation permits Invocation.ArgumentList, Invocation.Script, Batch {

  /**
   * A program and its arguments, run without a shell's interpretation.
   *
   * @param arguments the program first, whose name is not empty; not empty; copied
   */
  record ArgumentList(List<Argument> arguments) implements Invocation {
    public ArgumentList {
      arguments = List.copyOf(arguments);
      if (arguments.isEmpty()) {
        throw new IllegalArgumentException("A command needs at least the name of a program");
      }
      if (arguments.get(0) instanceof Argument.Literal program && program.bytes().length == 0) {
        throw new IllegalArgumentException(
            "The name of the program is empty: it is the first of a command's arguments");
      }
    }
  }

  /**
   * Text that the node's POSIX shell interprets.
   *
   * @param text without NUL; not blank
   */
  record Script(String text) implements Invocation {
    public Script {
      WellFormed.require(text, "The script");
      if (text.isBlank()) {
        throw new IllegalArgumentException("The script is empty");
      }
      if (text.indexOf('\0') >= 0) {
        throw new IllegalArgumentException("The script holds a NUL: no shell can be given one");
      }
    }
  }
}
