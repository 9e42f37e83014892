package dog.rebe.dryrun;

import dog.rebe.command.Argument;
import dog.rebe.command.Command;
import dog.rebe.command.Invocation;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The words of a command, where they are known text. */
final class Words {

  private static final Set<String> FOLDERS = Set.of("", "/bin", "/sbin", "/usr/bin", "/usr/sbin");

  private Words() {}

  /** The arguments after the program's name; empty if the command runs something else. */
  static Optional<List<String>> after(Command<?> command, Set<String> programs) {
    if (!(command.invocation() instanceof Invocation.ArgumentList list)) {
      return Optional.empty();
    }
    List<String> words = new ArrayList<>();
    for (Argument argument : list.arguments()) {
      Optional<String> word =
          argument instanceof Argument.Literal literal ? text(literal) : Optional.empty();
      if (word.isEmpty()) {
        return Optional.empty();
      }
      words.add(word.get());
    }
    String program = words.remove(0);
    int slash = program.lastIndexOf('/');
    boolean known =
        programs.contains(program.substring(slash + 1))
            && FOLDERS.contains(program.substring(0, Math.max(0, slash)));
    return known ? Optional.of(words) : Optional.empty();
  }

  private static Optional<String> text(Argument.Literal literal) {
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(literal.bytes())).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  /** A read-only command of these words, which prints in the C locale. */
  static Command.NeedsLimits readOnly(List<String> words) {
    return Command.of(words.stream().map(Argument::of).toList()).readOnly();
  }
}
