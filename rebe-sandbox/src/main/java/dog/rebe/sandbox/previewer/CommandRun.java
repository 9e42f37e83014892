package dog.rebe.sandbox.previewer;

import dog.rebe.command.Argument;
import dog.rebe.command.Command;
import dog.rebe.command.Invocation;
import dog.rebe.command.StandardInput;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Follows a command with the tools that we have. */
final class CommandRun {

  private final Command<?> command;
  private final Situation situation;
  private final Tools tools;

  CommandRun(Command<?> command, Situation situation, Tools tools) {
    this.command = command;
    this.situation = situation;
    this.tools = tools;
  }

  ToolRun run() throws CannotTell {
    if (!(command.invocation() instanceof Invocation.ArgumentList list)) {
      throw new CannotTell("I follow single commands, and this is a script or a batch");
    }
    List<String> arguments = new ArrayList<>();
    for (Argument argument : list.arguments()) {
      if (!(argument instanceof Argument.Literal literal)) {
        throw new CannotTell("an argument is the path of a secret's file");
      }
      arguments.add(text(literal.bytes()));
    }
    String program = arguments.get(0);
    arguments.set(0, KnownPrograms.tool(program));
    return tools.run(arguments, directory(), input());
  }

  private String directory() throws CannotTell {
    String directory = command.directory().orElse(text(situation.directory().bytes()));
    return directory.startsWith("/")
        ? directory
        : text(situation.directory().bytes()) + '/' + directory;
  }

  private ByteBuffer input() throws CannotTell {
    StandardInput input = command.input();
    if (input instanceof StandardInput.Bytes bytes) {
      return ByteBuffer.wrap(bytes.bytes());
    }
    if (input instanceof StandardInput.Stream || input instanceof StandardInput.OfSecret) {
      throw new CannotTell("the command reads what only the real run will tell");
    }
    return ByteBuffer.allocate(0);
  }

  static String text(byte[] bytes) throws CannotTell {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new CannotTell("an argument or a path is not UTF-8");
    }
  }
}
