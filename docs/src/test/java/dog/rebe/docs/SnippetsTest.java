package dog.rebe.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

class SnippetsTest {

  @TempDir Path folder;

  @TestFactory
  Stream<DynamicTest> everyJavaSnippetCompiles() throws IOException {
    SnippetCompilation compilation = new SnippetCompilation(folder);
    return javaSnippets()
        .map(
            snippet ->
                DynamicTest.dynamicTest(snippet.toString(), () -> compilation.compile(snippet)));
  }

  @Test
  void aSnippetThatDoesNotCompileIsNoticed() {
    Snippet wrong =
        new Snippet(
            Path.of("page.md"), 10, "java", java.util.Map.of(), "int a = 1;\nint b = \"\";\n");
    assertThat(
            org.assertj.core.api.Assertions.catchThrowable(
                () -> new SnippetCompilation(folder).compile(wrong)))
        .hasMessageStartingWith("page.md:12: ");
  }

  private static Stream<Snippet> javaSnippets() throws IOException {
    return MarkdownPage.all().stream()
        .flatMap(page -> page.snippets().stream())
        .filter(snippet -> snippet.language().equals("java"));
  }
}
