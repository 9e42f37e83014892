package dog.rebe.sandbox.previewer;

import dog.rebe.sandbox.shell.Script;
import dog.rebe.sandbox.shell.Word;
import java.util.List;
import java.util.Set;

/** Which commands read the files that they name, so that these can be read before they run. */
final class Readers {

  private static final Set<String> TOOLS = Set.of("cat", "sed");

  private Readers() {}

  static boolean isReader(String tool) {
    return TOOLS.contains(tool);
  }

  /** Whether a command in here names a file by this variable, and reads it. */
  static boolean read(Script script, String variable) {
    return script.statements().stream().anyMatch(statement -> read(statement, variable));
  }

  private static boolean read(Script.Statement statement, String variable) {
    if (statement instanceof Script.Simple simple) {
      return isReader(simple, variable);
    } else if (statement instanceof Script.And and) {
      return read(and.left(), variable) || read(and.right(), variable);
    } else if (statement instanceof Script.Or or) {
      return read(or.left(), variable) || read(or.right(), variable);
    } else if (statement instanceof Script.Pipeline pipeline) {
      return pipeline.commands().stream().anyMatch(command -> read(command, variable));
    } else if (statement instanceof Script.Group group) {
      return read(group.body(), variable);
    }
    return false;
  }

  private static boolean isReader(Script.Simple simple, String variable) {
    List<Word> words = simple.words();
    return !words.isEmpty()
        && words.get(0).parts().size() == 1
        && words.get(0).parts().get(0) instanceof Word.Text name
        && isReader(name.text())
        && words.stream().anyMatch(word -> isVariable(word, variable));
  }

  /** Nothing but the variable; quotes around it leave a text without characters. */
  private static boolean isVariable(Word word, String variable) {
    List<Word.Part> parts =
        word.parts().stream()
            .filter(part -> !(part instanceof Word.Text text && text.text().isEmpty()))
            .toList();
    return parts.size() == 1
        && parts.get(0) instanceof Word.Variable used
        && used.name().equals(variable);
  }
}
