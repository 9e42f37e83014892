package dog.rebe.ssh.testkit;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Finds what a node does for a command: its scripted answers first, then its programs, then those
 * of all nodes.
 */
final class Programs {

  private static final Pattern SHELL = Pattern.compile("(/bin/|/usr/bin/)?(ba|da)?sh");

  private final NodeDefinition definition;
  private final BuiltInPrograms builtIns;
  private final Transfers transfers;

  Programs(NodeDefinition definition, Personality personality, NodeFiles files) {
    this.definition = definition;
    this.builtIns = new BuiltInPrograms(definition, personality, files);
    this.transfers = new Transfers(files);
  }

  /**
   * A program with its arguments.
   *
   * @param arguments its name first
   */
  record Chosen(Program program, List<String> arguments) {}

  /** For a line of a shell, of which only simple words are understood. */
  Chosen ofLine(String line) {
    Answer whole = definition.script().answers().get(line);
    if (whole != null) {
      return new Chosen(Program.answering(whole), List.of(line));
    }
    Optional<List<String>> words = PlainWords.of(line);
    if (words.isEmpty()) {
      return new Chosen(Program.answering(needsShell()), List.of("sh"));
    }
    return words.get().isEmpty()
        ? new Chosen(Program.answering(Answer.silent()), List.of("sh"))
        : ofWords(words.get());
  }

  /** Whether the node has this program, or an answer to this very line. */
  boolean knows(List<String> words) {
    return SHELL.matcher(words.get(0)).matches() || known(words).isPresent();
  }

  /** For a program and its arguments. */
  Chosen ofWords(List<String> words) {
    if (definition.script().programs().containsKey(words.get(0))) {
      return new Chosen(program(words), words);
    }
    if (words.size() < 3 || !SHELL.matcher(words.get(0)).matches() || !words.get(1).equals("-c")) {
      return new Chosen(program(words), words);
    }
    return transfers
        .program(words)
        .map(transfer -> new Chosen(transfer, words))
        .orElseGet(() -> ofLine(words.get(2).strip()));
  }

  private Program program(List<String> words) {
    return known(words).orElseGet(() -> Program.answering(Answer.notFound(words.get(0))));
  }

  private Optional<Program> known(List<String> words) {
    Answer answer = definition.script().answers().get(String.join(" ", words));
    if (answer != null) {
      return Optional.of(Program.answering(answer));
    }
    Program own = definition.script().programs().get(words.get(0));
    return own != null ? Optional.of(own) : builtIns.program(words.get(0));
  }

  private static Answer needsShell() {
    return Answer.silent()
        .printingError(
            "sh: this node is simulated: it has no shell that could run a script."
                + " Give it the answer: NodeDefinition.answer(TEXT, Answer...)\n")
        .exiting(127);
  }
}
