package dog.rebe.docs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Runs a compiled snippet in a process of its own, in a folder with the files that the pages speak
 * of.
 */
final class SnippetRun {

  private static final int PATIENCE_SECONDS = 60;

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
    Path errors = folder.resolve("errors-" + source.className());
    Path output = folder.resolve("output-" + source.className());
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-Duser.home=" + folder,
                "-Dfile.encoding=UTF-8",
                "-cp",
                classes
                    + System.getProperty("path.separator")
                    + System.getProperty("java.class.path"),
                source.mainClass())
            .directory(folder.toFile())
            .redirectError(errors.toFile())
            .redirectOutput(output.toFile())
            .start();
    boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
    process.destroyForcibly();
    if (!ended || process.exitValue() != 0) {
      throw new AssertionError(
          (ended ? "It failed" : "It does not end")
              + ":\n"
              + java.nio.file.Files.readString(errors, StandardCharsets.UTF_8));
    }
    return java.nio.file.Files.readString(output, StandardCharsets.UTF_8);
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
