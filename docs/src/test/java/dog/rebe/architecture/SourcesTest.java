package dog.rebe.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What only the sources tell. */
final class SourcesTest {
  private static final Pattern SLEEP =
      Pattern.compile("\\b(Thread|TimeUnit\\.[A-Z]+|[A-Z]+SECONDS)\\s*\\.\\s*sleep\\s*\\(");

  private static final Pattern ANNOTATIONS =
      Pattern.compile("(?:^  @[\\w.]+(?:\\([^\n]*\\))?\n)+", Pattern.MULTILINE);

  private static final Pattern CAMEL_ISSUE = Pattern.compile("(Issue|Bug|Ticket)\\d+");

  @Test
  void testsAwaitConditionsInsteadOfSleeping() {
    assertThat(Sources.javaUnder("src/test/java"))
        .isNotEmpty()
        .allSatisfy(file -> assertThat(SLEEP.matcher(Sources.text(file)).find()).isFalse());
  }

  /** jqwik passes over a property with JUnit's tag in silence: it has a {@code @Tag} of its own. */
  @Test
  void propertiesHaveTheTagOfTheirEngine() {
    assertThat(Sources.javaUnder("src/test/java"))
        .filteredOn(file -> Sources.text(file).contains("import org.junit.jupiter.api.Tag;"))
        .allSatisfy(
            file ->
                assertThat(
                        ANNOTATIONS
                            .matcher(Sources.text(file))
                            .results()
                            .map(MatchResult::group)
                            .filter(block -> block.contains("@Property")))
                    .noneMatch(block -> block.contains("@Tag(")));
  }

  @Test
  void testsAreNamedAfterBehaviour() {
    assertThat(Sources.javaUnder("src/test/java"))
        .noneMatch(file -> CAMEL_ISSUE.matcher(file.getFileName().toString()).find());
  }

  @Test
  void testClassesHaveNamesThatTheBuildRuns() {
    assertThat(Sources.javaUnder("src/test/java"))
        .filteredOn(
            file ->
                Pattern.compile("^\\s+@(Test|Property|ParameterizedTest)\\b", Pattern.MULTILINE)
                    .matcher(Sources.text(file))
                    .find())
        .allMatch(file -> file.toString().matches(".*(Test|Properties|IT)\\.java"));
  }

  @Test
  void theTopLevelHoldsOnlyWhatBelongsThere() throws IOException {
    try (Stream<Path> entries = Files.list(Sources.root())) {
      assertThat(entries.map(entry -> entry.getFileName().toString()))
          .filteredOn(name -> !name.startsWith(".") && !name.equals("target"))
          .isSubsetOf(
              "pom.xml",
              "rebe-core",
              "rebe-ssh",
              "rebe-sandbox",
              "rebe-protocol",
              "rebe-robot-sdk",
              "examples",
              "benchmarks",
              "docs",
              "README.md",
              "LICENSE",
              "CHANGELOG.md",
              "CONTRIBUTING.md",
              "SECURITY.md");
    }
  }
}
