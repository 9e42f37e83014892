package dog.rebe.sandbox.previewer;

import dog.rebe.change.BlindSpot;
import dog.rebe.outcome.VisibleText;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which programs of a machine our tools stand for. */
final class KnownPrograms {

  private static final List<String> FOLDERS = List.of("/bin/", "/usr/bin/");
  private static final Set<String> AS_OTHERS = Set.of("sudo", "doas", "su", "runuser");
  private static final int MAX_NAME = 100;

  private KnownPrograms() {}

  /** The tool for the program of a command, by its name or where every system has it. */
  static String tool(List<String> words) throws CannotTell {
    String program = words.get(0);
    String name = program;
    for (String folder : FOLDERS) {
      if (program.startsWith(folder)) {
        name = program.substring(folder.length());
      }
    }
    if (!ToolModule.TOOLS.contains(name)) {
      Optional<BlindSpot> outside = OutsidePrograms.of(words);
      throw new CannotTell(
          outside,
          outside.isPresent()
              ? "'"
                  + outside.get().subject()
                  + "' does more than change files, and nobody can say beforehand how it ends"
              : unknown(program, name));
    }
    return name;
  }

  private static String unknown(String program, String name) {
    String shown = VisibleText.line(program, MAX_NAME);
    if (program.chars().anyMatch(Character::isWhitespace)) {
      return "I know no program '" + shown + "': write its words apart, or use a script (--script)";
    }
    if (AS_OTHERS.contains(name)) {
      return "I do not look behind "
          + shown
          + ": leave it out, and say as whom the command runs (--as-user root)";
    }
    return "I do not know what "
        + shown
        + " does; I know "
        + String.join(", ", ToolModule.TOOLS.stream().sorted().toList());
  }
}
