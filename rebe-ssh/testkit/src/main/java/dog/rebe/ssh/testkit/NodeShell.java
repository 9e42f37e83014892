package dog.rebe.ssh.testkit;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The simulated login shell of one node: turns the text of an exec request into what happens. */
final class NodeShell {

  private final NodeDefinition definition;
  private final Personality personality;
  private final BuiltInPrograms builtIns;
  private final ProcessTable processes;

  NodeShell(NodeDefinition definition, Personality personality, ProcessTable processes) {
    this.definition = definition;
    this.personality = personality;
    this.builtIns = new BuiltInPrograms(definition, personality);
    this.processes = processes;
  }

  /** What this command line asks for. */
  Job job(String line) {
    Answer whole = definition.answers().get(line);
    if (whole != null) {
      return Job.plain(line, Program.answering(whole), List.of(line));
    }
    Optional<List<String>> words = PlainWords.of(line);
    if (words.isEmpty()) {
      return Job.plain(line, Program.answering(needsShell()), List.of(line));
    }
    if (words.get().isEmpty()) {
      return Job.plain(line, Program.answering(Answer.silent()), List.of("sh"));
    }
    return Job.plain(line, program(words.get()), words.get());
  }

  private Program program(List<String> words) {
    Answer answer = definition.answers().get(String.join(" ", words));
    if (answer != null) {
      return Program.answering(answer);
    }
    @Nullable Program own = definition.programs().get(words.get(0));
    if (own != null) {
      return own;
    }
    return builtIns
        .program(words.get(0))
        .orElseGet(() -> Program.answering(Answer.notFound(words.get(0))));
  }

  private static Answer needsShell() {
    return Answer.silent()
        .printingError("sh: this node is simulated: it has no shell that could run a script\n")
        .exiting(127);
  }

  Personality personality() {
    return personality;
  }

  ProcessTable processes() {
    return processes;
  }
}
