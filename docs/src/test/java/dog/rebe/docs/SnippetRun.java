package dog.rebe.docs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Runs a compiled snippet in a process of its own, in a folder with the files that the pages speak
 * of.
 */
final class SnippetRun {

  private static final int PATIENCE_SECONDS = 300;
  private static final Pattern WORD = Pattern.compile("'([^']*)'|\\S+");

  private final Path classes;
  private final Path folder;

  SnippetRun(Path classes, Path folder) {
    this.classes = classes;
    this.folder = folder;
  }

  /**
   * Runs it.
   *
   * @return what it printed on standard output
   * @throws AssertionError if it fails
   */
  String run(JavaSource source) throws IOException, InterruptedException {
    return run(source.className(), List.of(source.mainClass()), 0);
  }

  /**
   * Runs a line of the command line, {@code rebe ...}.
   *
   * @param name what its files are called
   * @param status with which status it is to end
   * @return what it printed on standard output
   * @throws AssertionError if it ends with another status
   */
  String run(String name, String line, int status) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of("dog.rebe.cli.Main"));
    Matcher word = WORD.matcher(line.substring("rebe".length()));
    while (word.find()) {
      words.add(word.group(1) != null ? word.group(1) : word.group());
    }
    return run(name, words, status);
  }

  private String run(String name, List<String> what, int status)
      throws IOException, InterruptedException {
    Path errors = folder.resolve("errors-" + name);
    Path output = folder.resolve("output-" + name);
    List<String> words =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-Duser.home=" + folder,
                "-Dfile.encoding=UTF-8",
                "-cp",
                classes
                    + System.getProperty("path.separator")
                    + System.getProperty("java.class.path")));
    words.addAll(what);
    ProcessBuilder builder =
        new ProcessBuilder(words)
            .directory(folder.toFile())
            .redirectError(errors.toFile())
            .redirectOutput(output.toFile());
    builder.environment().put("COLUMNS", "120");
    builder.environment().put("LC_ALL", "C.UTF-8");
    Process process = builder.start();
    boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
    process.destroyForcibly();
    if (!ended || process.exitValue() != status) {
      throw new AssertionError(
          (ended ? "It ended with " + process.exitValue() : "It does not end")
              + ":\n"
              + Files.readString(errors, StandardCharsets.UTF_8));
    }
    return Files.readString(output, StandardCharsets.UTF_8);
  }

  /**
   * The lines of a page that the output lacks; {@code …} in a line stands for any text, and the
   * order does not matter.
   */
  static List<String> missing(String shown, String output) {
    List<String> lines = output.lines().toList();
    return shown
        .lines()
        .filter(line -> !line.isBlank())
        .filter(line -> lines.stream().noneMatch(pattern(line).asMatchPredicate()))
        .toList();
  }

  private static Pattern pattern(String line) {
    return Pattern.compile(
        Stream.of(line.split("…", -1)).map(Pattern::quote).collect(Collectors.joining(".*")));
  }
}
