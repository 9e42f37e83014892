package dog.rebe.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** What the last builds reported of each test. */
final class TestResults {

  /** Of several runs of a test, with other arguments, the worst counts. */
  enum Result {
    PASSED,
    SKIPPED,
    NOT_RUN,
    FAILED
  }

  private final Map<String, Result> results = new HashMap<>();

  private TestResults() {}

  /** Reads the reports of all modules below this folder. */
  static TestResults read(Path root) throws IOException {
    List<Path> reports;
    try (Stream<Path> files = Files.walk(root)) {
      reports =
          files
              .filter(
                  file ->
                      file.toString().matches(".*target/(surefire|failsafe)-reports/TEST-.*xml"))
              .toList();
    }
    TestResults results = new TestResults();
    for (Path report : reports) {
      results.add(report);
    }
    return results;
  }

  private void add(Path report) throws IOException {
    try {
      Element suite =
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(report.toFile())
              .getDocumentElement();
      NodeList cases = suite.getElementsByTagName("testcase");
      for (int i = 0; i < cases.getLength(); i++) {
        Element test = (Element) cases.item(i);
        String method = test.getAttribute("name").replaceFirst("[^A-Za-z0-9_$].*", "");
        results.merge(
            classOf(test, suite) + "#" + method,
            resultOf(test),
            (one, other) -> one.compareTo(other) > 0 ? one : other);
      }
    } catch (SAXException | ParserConfigurationException e) {
      throw new IOException("The report " + report + " cannot be read", e);
    }
  }

  /** A class with arguments has their number behind its name; a property names no package. */
  private static String classOf(Element test, Element suite) {
    String name = test.getAttribute("classname").replaceFirst("\\[.*", "");
    return name.contains(".") ? name : suite.getAttribute("name");
  }

  private static Result resultOf(Element test) {
    if (test.getElementsByTagName("failure").getLength() > 0
        || test.getElementsByTagName("error").getLength() > 0) {
      return Result.FAILED;
    }
    return test.getElementsByTagName("skipped").getLength() > 0 ? Result.SKIPPED : Result.PASSED;
  }

  /** The result of {@code class#method}. */
  Result of(String test) {
    return results.getOrDefault(test, Result.NOT_RUN);
  }
}
