package dog.rebe.sandbox.previewer;

import dog.rebe.command.Argument;
import dog.rebe.command.Command;
import dog.rebe.command.EnvironmentValue;
import dog.rebe.command.Invocation;
import dog.rebe.command.StandardInput;
import dog.rebe.outcome.CapturedStream;
import dog.rebe.sandbox.overlay.Overlay;
import dog.rebe.sandbox.shell.ScriptParser;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/** Follows a command with the tools that we have. */
final class CommandRun {

  private static final Set<String> SHELLS = Set.of("sh", "/bin/sh");
  private static final Set<String> READERS = Set.of("cat", "sed", "tee");

  private final Command<?> command;
  private final Situation situation;
  private final Tools tools;
  private final Overlay overlay;

  CommandRun(Command<?> command, Situation situation, Tools tools, Overlay overlay) {
    this.overlay = overlay;
    this.command = command;
    this.situation = situation;
    this.tools = tools;
  }

  /** Follows it; what is passed over is told even where it cannot be followed to its end. */
  CommandEnd run(PassedOver passed) throws CannotTell {
    if (command.invocation() instanceof Invocation.Script script) {
      return script(script.text(), passed);
    }
    if (!(command.invocation() instanceof Invocation.ArgumentList list)) {
      throw new CannotTell("I follow commands and scripts, and this is a batch");
    }
    List<String> arguments = new ArrayList<>();
    for (Argument argument : list.arguments()) {
      if (!(argument instanceof Argument.Literal literal)) {
        throw new CannotTell("an argument is the path of a secret's file");
      }
      arguments.add(text(literal.bytes()));
    }
    if (SHELLS.contains(arguments.get(0))
        && arguments.size() == 3
        && arguments.get(1).equals("-c")) {
      return script(arguments.get(2), passed);
    }
    arguments.set(0, KnownPrograms.tool(arguments));
    ToolRun run = tools.run(arguments, directory(), input(arguments.get(0)));
    return new CommandEnd(OptionalInt.of(run.status()), run.log());
  }

  private CommandEnd script(String text, PassedOver passed) throws CannotTell {
    Map<String, String> variables = new HashMap<>(situation.environment());
    for (Map.Entry<String, EnvironmentValue> variable : command.environment().entrySet()) {
      if (variable.getValue() instanceof EnvironmentValue.Plain plain) {
        variables.put(variable.getKey(), plain.text());
      }
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    ShellState state = new ShellState(variables, directory());
    try {
      ShellStatus status =
          new ShellRun(
                  tools, new ShellFiles(overlay, passed), state, log, passed, /* captured= */ false)
              .run(ScriptParser.parse(text), input("cat"), out);
      return new CommandEnd(status.known(), CapturedStream.of(log.toByteArray()));
    } catch (StackOverflowError e) {
      throw new CannotTell("the script is nested too deeply");
    }
  }

  private String directory() throws CannotTell {
    String directory = command.directory().orElse(text(situation.directory().bytes()));
    return directory.startsWith("/")
        ? directory
        : text(situation.directory().bytes()) + '/' + directory;
  }

  private ByteBuffer input(String tool) throws CannotTell {
    StandardInput input = command.input();
    if (input instanceof StandardInput.Bytes bytes) {
      return ByteBuffer.wrap(bytes.bytes());
    }
    boolean unknown =
        input instanceof StandardInput.Stream || input instanceof StandardInput.OfSecret;
    if (unknown && READERS.contains(tool)) {
      throw new CannotTell("the command reads what only the real run will tell");
    }
    return ByteBuffer.allocate(0);
  }

  static String text(byte[] bytes) throws CannotTell {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new CannotTell("an argument, a path or a name that a pattern may mean is not UTF-8");
    }
  }
}
