package dog.rebe.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dog.rebe.ssh.testkit.EmbeddedFleet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The Java of the pages compiles, and what says {@code run=NAME} runs and prints what the page
 * shows.
 */
class SnippetsTest {

  @TempDir static Path classes;
  @TempDir static Path folder;
  private static EmbeddedFleet fleet;

  @BeforeAll
  static void startFleet() throws IOException {
    fleet = DocumentedFleet.start(folder);
  }

  @AfterAll
  static void closeFleet() {
    fleet.close();
  }

  @TestFactory
  Stream<DynamicTest> everyJavaSnippetCompilesAndRuns() throws IOException {
    return snippets()
        .filter(snippet -> snippet.language().equals("java"))
        // A file of a project is compiled with that project, by examples/new-robot
        .filter(snippet -> !snippet.attributes().containsKey("file"))
        .map(snippet -> DynamicTest.dynamicTest(snippet.toString(), () -> check(snippet)));
  }

  /**
   * Of a block of {@code sh} with {@code run=NAME}; {@code status=N} where they end with another.
   */
  @TestFactory
  Stream<DynamicTest> everyCommandLineThatSaysSoRuns() throws IOException {
    return snippets()
        .filter(snippet -> snippet.language().equals("sh") && snippet.runName().isPresent())
        .map(snippet -> DynamicTest.dynamicTest(snippet.toString(), () -> type(snippet)));
  }

  private void type(Snippet snippet) throws IOException, InterruptedException {
    int status = Integer.parseInt(snippet.attributes().getOrDefault("status", "0"));
    StringBuilder output = new StringBuilder();
    int number = 0;
    for (String line : snippet.text().lines().filter(line -> line.startsWith("rebe ")).toList()) {
      String name = snippet.className() + "-" + ++number;
      output.append(new SnippetRun(classes, folder).run(name, line, status));
    }
    assertThat(number).as("lines that begin with 'rebe '").isPositive();
    checkOutput(snippet, output.toString());
  }

  private void check(Snippet snippet) throws IOException, InterruptedException {
    JavaSource source = new SnippetCompilation(classes).compile(snippet);
    if (snippet.runName().isEmpty()) {
      return;
    }
    checkOutput(snippet, new SnippetRun(classes, folder).run(source));
  }

  private static void checkOutput(Snippet snippet, String output) throws IOException {
    List<Snippet> shown =
        snippets().filter(other -> other.outputOf().equals(snippet.runName())).toList();
    for (Snippet expected : shown) {
      assertThat(SnippetRun.missing(expected.text(), output)).as(output).isEmpty();
    }
  }

  @Test
  void theReadmeShowsCodeThatRunsAndWhatItPrints() throws IOException {
    assertThat(snippets().filter(snippet -> snippet.page().endsWith("README.md")))
        .anyMatch(snippet -> snippet.runName().isPresent())
        .anyMatch(snippet -> snippet.outputOf().isPresent());
  }

  @Test
  void everyOutputBelongsToARun() throws IOException {
    List<Snippet> all = snippets().toList();
    assertThat(all.stream().flatMap(snippet -> snippet.outputOf().stream()))
        .isSubsetOf(all.stream().flatMap(snippet -> snippet.runName().stream()).toList());
  }

  @Test
  void noticesASnippetThatDoesNotCompile() {
    Snippet wrong = snippet("int a = 1;\nint b = \"\";\n");
    assertThat(catchThrowable(() -> new SnippetCompilation(classes).compile(wrong)))
        .hasMessageStartingWith("page.md:12: ");
  }

  @Test
  void noticesASnippetThatFails() throws IOException {
    JavaSource source =
        new SnippetCompilation(classes).compile(snippet("throw new Exception(\"no\");\n"));
    assertThat(catchThrowable(() -> new SnippetRun(classes, folder).run(source)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("no");
  }

  @Test
  void noticesALineThatWasNotPrinted() {
    assertThat(SnippetRun.missing("a…c\nx\n", "abc\ny\n")).containsExactly("x");
  }

  private static Snippet snippet(String text) {
    return new Snippet(Path.of("page.md"), 10, "java", Map.of(), text);
  }

  private static Stream<Snippet> snippets() throws IOException {
    return MarkdownPage.all().stream().flatMap(page -> page.snippets().stream());
  }

  @Test
  void theFilesThatThePagesSpeakOfAreThere() {
    assertThat(List.of("hosts", "known_hosts", "id_ed25519"))
        .allSatisfy(name -> assertThat(Files.exists(folder.resolve(name))).isTrue());
  }
}
