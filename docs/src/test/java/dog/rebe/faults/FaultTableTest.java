package dog.rebe.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every fault on the page is held by a test, or the page says why not. */
class FaultTableTest {

  private static final Path ROOT = Path.of("..");

  @TempDir Path folder;

  @Test
  void everyRowOfCommandsHasATestOrAReason() throws IOException {
    Map<Integer, Set<String>> tests = TaggedTests.read(ROOT).byRow();
    List<Integer> without =
        FaultRow.read(ROOT.resolve("docs/faults.md")).stream()
            .filter(FaultRow::isOfCommands)
            .filter(row -> row.whyUntested().isEmpty() && !tests.containsKey(row.number()))
            .map(FaultRow::number)
            .toList();
    assertThat(without).as("rows without a test and without a reason").isEmpty();
  }

  @Test
  void everyRowOfCommandsIsMadeByWhatThePageNames() throws IOException {
    TaggedTests tests = TaggedTests.read(ROOT);
    Map<Integer, Set<String>> byRow = tests.byRow();
    assertThat(FaultRow.read(ROOT.resolve("docs/faults.md")))
        .filteredOn(FaultRow::isOfCommands)
        .allSatisfy(
            row ->
                assertThat(tests.producersWithout(row, byRow.getOrDefault(row.number(), Set.of())))
                    .as("row %d has no test by", row.number())
                    .isEmpty());
  }

  @Test
  void thePageHasEveryRowOnceAndNoTagNamesAnother() throws IOException {
    List<Integer> numbers =
        FaultRow.read(ROOT.resolve("docs/faults.md")).stream().map(FaultRow::number).toList();
    assertThat(numbers).isEqualTo(IntStream.rangeClosed(1, 78).boxed().toList());
    assertThat(numbers).containsAll(TaggedTests.read(ROOT).byRow().keySet());
  }

  @Test
  void findsTagsOfClassesMethodsAndInheritedTests() throws IOException {
    Path sources = Files.createDirectories(folder.resolve("m/src/test/java"));
    Files.writeString(
        sources.resolve("ATest.java"),
        """
        package a;
        @Tag("fault-1")
        class ATest extends Kit {
          @Test @Tag("fault-2") void one() {}
          @net.jqwik.api.Property @net.jqwik.api.Tag("fault-3") void two() {}
          @Tag("fault-4") void noTest() {}
        }
        """);
    Files.writeString(
        sources.resolve("Kit.java"),
        "package b; abstract class Kit { @Test @Tag(\"fault-5\") void kept() {} }");

    Map<Integer, Set<String>> rows = TaggedTests.read(folder).byRow();
    assertThat(rows.get(1)).containsExactly("a.ATest#one", "a.ATest#two");
    assertThat(rows.get(2)).containsExactly("a.ATest#one");
    assertThat(rows.get(3)).containsExactly("a.ATest#two");
    assertThat(rows).doesNotContainKey(4);
    assertThat(rows.get(5)).contains("a.ATest#kept");
  }

  @Test
  void countsRowsThatAreNotHeld() throws IOException {
    Path reports = Files.createDirectories(folder.resolve("m/target/surefire-reports"));
    Files.writeString(
        reports.resolve("TEST-a.ATest.xml"),
        """
        <testsuite name="a.ATest">
          <testcase name="good" classname="ATest"/>
          <testcase name="each(int)[1]" classname="a.ATest[1]"/>
          <testcase name="each(int)[2]" classname="a.ATest"><failure/></testcase>
          <testcase name="absent" classname="a.ATest"><skipped/></testcase>
        </testsuite>
        """);
    Path sources = Files.createDirectories(folder.resolve("m/src/test/java"));
    Files.writeString(
        sources.resolve("ATest.java"),
        """
        package a;
        class ATest {
          Helping helping;
          @Test @Tag("fault-1") @Tag("fault-2") @Tag("fault-7") void good() {}
          @Test @Tag("fault-2") void each() {}
          @Test @Tag("fault-3") void absent() {}
          @Test @Tag("fault-4") void never() {}
        }
        """);
    Files.writeString(
        sources.resolve("Helping.java"), "package a; class Helping { FaultProxy proxy; }");
    List<FaultRow> rows =
        IntStream.rangeClosed(1, 7)
            .mapToObj(
                number ->
                    new FaultRow(
                        number,
                        "fault " + number,
                        Set.of(number == 7 ? Producer.O : Producer.P),
                        number == 6 ? Optional.of("no way") : Optional.empty()))
            .toList();
    ByteArrayOutputStream out = new ByteArrayOutputStream();

    int problems =
        FaultTable.print(
            rows,
            TaggedTests.read(folder),
            TestResults.read(folder),
            new PrintStream(out, true, StandardCharsets.UTF_8));

    assertThat(problems).isEqualTo(5);
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("1  passed", "2  FAILED", "3  SKIPPED", "4  NOT RUN", "5  MISSING", "6  untested")
        .contains("7  MADE ELSE", "no test by O (a real OpenSSH server)")
        .contains("no way");
  }
}
