package dog.rebe.sandbox.previewer;

import dog.rebe.outcome.VisibleText;
import java.util.List;

/** Which programs of a machine our tools stand for. */
final class KnownPrograms {

  private static final List<String> FOLDERS = List.of("/bin/", "/usr/bin/");
  private static final int MAX_NAME = 100;

  private KnownPrograms() {}

  /** The tool for a program, by its name or where every system has it. */
  static String tool(String program) throws CannotTell {
    String name = program;
    for (String folder : FOLDERS) {
      if (program.startsWith(folder)) {
        name = program.substring(folder.length());
      }
    }
    if (!ToolModule.TOOLS.contains(name)) {
      throw new CannotTell(
          "I do not know what "
              + VisibleText.line(program, MAX_NAME)
              + " does; I know "
              + String.join(", ", ToolModule.TOOLS.stream().sorted().toList()));
    }
    return name;
  }
}
