package dog.rebe.docs;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * A fenced block of a page.
 *
 * @param page the page
 * @param line the line of the opening fence, 1 for the first
 * @param language the first word after the fence, for instance {@code java}; may be empty
 * @param attributes the other words, split at {@code =}
 * @param text the lines between the fences
 */
record Snippet(Path page, int line, String language, Map<String, String> attributes, String text) {

  /** The name under which it is run, where it is to be run. */
  Optional<String> runName() {
    return Optional.ofNullable(attributes.get("run"));
  }

  /** The name of the run whose output it shows, where it shows one. */
  Optional<String> outputOf() {
    return Optional.ofNullable(attributes.get("output"));
  }

  /** A class name that no other snippet has. */
  String className() {
    String page = page().getFileName().toString().replaceAll("\\W", "_");
    return "Snippet_" + page + "_" + line;
  }

  @Override
  public String toString() {
    return page + ":" + line + runName().map(name -> " (runs " + name + ")").orElse("");
  }
}
