package dog.rebe.architecture;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What users see has a doc comment, and every link in one leads somewhere. The JDK's own doclint
 * reads them, in a process of its own because it speaks the language of its user.
 */
final class DocCommentsTest {
  private static final Pattern COMPLAINT =
      Pattern.compile("^(.*/src/main/java/.*\\.java):(\\d+): .*(no comment|not found.*)$");

  /** A record's compact constructor: its components are documented on the record. */
  private static final Pattern COMPACT_CONSTRUCTOR = Pattern.compile("\\s*public \\w+ \\{");

  @TempDir Path folder;

  @Test
  void everythingPublicIsDocumented() throws IOException, InterruptedException {
    List<String> complaints = complaints("all/public");
    assertThat(complaints).filteredOn(line -> line.endsWith("no comment")).isEmpty();
  }

  @Test
  void everyLinkLeadsSomewhere() throws IOException, InterruptedException {
    assertThat(complaints("reference")).isEmpty();
  }

  private List<String> complaints(String groups) throws IOException, InterruptedException {
    Path sources = folder.resolve("sources");
    Files.write(sources, published().stream().map(file -> '"' + file.toString() + '"').toList());
    Path output = folder.resolve("output");
    Process javac =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "javac").toString(),
                "-J-Duser.language=en",
                "-encoding",
                "UTF-8",
                "--release",
                "17",
                "-proc:none",
                "-Xmaxerrs",
                "100000",
                "-Xmaxwarns",
                "100000",
                "-Xdoclint:" + groups,
                "-d",
                folder.resolve("classes").toString(),
                "-classpath",
                System.getProperty("java.class.path"),
                "@" + sources)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    int exit = javac.waitFor();
    List<String> lines = Files.readAllLines(output, UTF_8);
    List<String> found = new ArrayList<>();
    for (String line : lines) {
      Matcher complaint = COMPLAINT.matcher(line);
      if (complaint.matches() && !isCompactConstructor(complaint)) {
        found.add(line);
      }
    }
    assertThat(exit == 0 || !found.isEmpty()).as(String.join("\n", lines)).isTrue();
    return found;
  }

  private static boolean isCompactConstructor(Matcher complaint) {
    List<String> lines = Sources.text(Path.of(complaint.group(1))).lines().toList();
    String line = lines.get(Integer.parseInt(complaint.group(2)) - 1);
    return COMPACT_CONSTRUCTOR.matcher(line).matches();
  }

  private static List<Path> published() {
    Exported exported = Exported.packages();
    return Sources.javaUnder("src/main/java").stream()
        .filter(file -> exported.names().contains(packageOf(file)))
        .toList();
  }

  private static String packageOf(Path file) {
    String folder = file.getParent().toString();
    return folder.substring(folder.indexOf("/src/main/java/") + 15).replace('/', '.');
  }
}
