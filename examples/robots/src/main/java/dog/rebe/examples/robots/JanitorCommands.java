package dog.rebe.examples.robots;

import dog.rebe.command.Argument;
import dog.rebe.command.Command;
import dog.rebe.command.Limits;
import dog.rebe.command.Repetition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What the janitor runs on a node: tools that GNU systems and BusyBox have alike. */
final class JanitorCommands {

  private static final Limits LOOKING = Limits.of(Duration.ofSeconds(60), 1024 * 1024);
  private static final Limits MOVING = Limits.of(Duration.ofMinutes(10), 16 * 1024);

  /** A file that is gone already was moved before; one that stands in the way is left alone. */
  private static final String SET_ASIDE =
      """
      q=$1;shift;umask 077
      for f;do
      [ -e "$f" ]||continue
      [ ! -e "$q$f" ]||exit 3
      mkdir -p -- "$q${f%/*}"&&mv -- "$f" "$q$f"||exit 1
      done
      """;

  private static final String BRING_BACK =
      """
      q=$1;shift
      for f;do
      [ -e "$q$f" ]||continue
      [ ! -e "$f" ]||exit 3
      mv -- "$q$f" "$f"||exit 1
      done
      find "$q" -depth -type d -exec rmdir {} \\; 2>/dev/null
      exit 0
      """;

  private static final String IS_ASIDE =
      """
      q=$1;shift
      for f;do [ ! -e "$f" ]&&[ -e "$q$f" ]||exit 1;done
      """;

  private JanitorCommands() {}

  /**
   * Folders that are not there are passed over: find ends with 1 then.
   *
   * @param age {@code -mtime} for the days since a file was written to, {@code -ctime} for those
   *     since it was moved
   */
  static Command<List<OldFile>> oldFiles(
      List<String> folders, String names, String age, long days) {
    List<Argument> words = words("find");
    folders.forEach(folder -> words.add(Argument.of(folder)));
    words.addAll(words("-xdev", "-type", "f", "-name", names, age, "+" + days));
    words.addAll(words("!", "-name", "*[[:cntrl:]]*", "!", "-path", "*[[:cntrl:]]*"));
    words.addAll(words("-exec", "stat", "-c", "%s %Y %n", "{}", "+"));
    return Command.of(words).readOnly().limits(LOOKING).acceptExits(0, 1).decode(OldFile.decoder());
  }

  static Command<?> states(List<OldFile> files) {
    return Command.of(with(files, "stat", "-c", "%s %Y %n", "--")).readOnly().limits(LOOKING);
  }

  static Command<?> preview(List<OldFile> files) {
    return Command.of(with(files, "stat", "-c", "would set aside %n (%s bytes)", "--"))
        .readOnly()
        .limits(LOOKING);
  }

  static Command<?> setAside(String quarantine, List<OldFile> files) {
    return Command.of(with(files, "sh", "-c", SET_ASIDE, "set-aside", quarantine))
        .changes(Repetition.REPEATABLE)
        .limits(MOVING);
  }

  static Command<?> bringBack(String quarantine, List<OldFile> files) {
    return Command.of(with(files, "sh", "-c", BRING_BACK, "bring-back", quarantine))
        .changes(Repetition.REPEATABLE)
        .limits(MOVING);
  }

  static Command<?> isAside(String quarantine, List<OldFile> files) {
    return Command.of(with(files, "sh", "-c", IS_ASIDE, "is-aside", quarantine))
        .readOnly()
        .limits(LOOKING);
  }

  static Command<?> remove(List<OldFile> files) {
    return Command.of(with(files, "rm", "-f", "--")).destroys(Repetition.REPEATABLE).limits(MOVING);
  }

  static Command<?> previewRemoval(List<OldFile> files) {
    return Command.of(with(files, "stat", "-c", "would remove %n (%s bytes) for ever", "--"))
        .readOnly()
        .limits(LOOKING);
  }

  private static List<Argument> with(List<OldFile> files, String... words) {
    List<Argument> all = words(words);
    files.forEach(file -> all.add(Argument.of(file.path())));
    return all;
  }

  private static List<Argument> words(String... words) {
    List<Argument> all = new ArrayList<>();
    for (String word : words) {
      all.add(Argument.of(word));
    }
    return all;
  }
}
