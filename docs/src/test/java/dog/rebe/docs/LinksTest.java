package dog.rebe.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every link from one page of the project to another leads somewhere. */
class LinksTest {

  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");

  @TestFactory
  Stream<DynamicTest> linksLeadToFilesAndHeadings() throws IOException {
    return MarkdownPage.all().stream()
        .flatMap(
            page ->
                LINK.matcher(String.join("\n", page.lines()))
                    .results()
                    .map(link -> link.group(1))
                    .filter(target -> !target.contains("://"))
                    .map(
                        target ->
                            DynamicTest.dynamicTest(
                                page.path().getFileName() + " to " + target,
                                () -> follow(page, target))));
  }

  private static void follow(MarkdownPage page, String target) throws IOException {
    int hash = target.indexOf('#');
    String file = hash < 0 ? target : target.substring(0, hash);
    Path path = file.isEmpty() ? page.path() : page.path().resolveSibling(file);
    Assertions.assertThat(path).exists();
    if (hash >= 0) {
      Assertions.assertThat(anchors(Files.readAllLines(path))).contains(target.substring(hash + 1));
    }
  }

  private static List<String> anchors(List<String> lines) {
    Pattern heading = Pattern.compile("#{1,6} (.*)");
    return lines.stream()
        .flatMap(line -> heading.matcher(line).results())
        .map((MatchResult found) -> found.group(1).toLowerCase(Locale.ROOT))
        .map(text -> text.replaceAll("[^\\w\\- ]", "").replace(' ', '-'))
        .toList();
  }
}
