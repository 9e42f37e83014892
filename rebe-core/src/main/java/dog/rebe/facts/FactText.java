package dog.rebe.facts;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A member's output taken apart: lines, in sections that begin with {@code == NAME}. The lines
 * before the first section have the name "".
 */
final class FactText {

  private final Map<String, List<String>> sections;

  private FactText(Map<String, List<String>> sections) {
    this.sections = sections;
  }

  static FactText of(String output) {
    Map<String, List<String>> sections = new LinkedHashMap<>();
    List<String> current = new ArrayList<>();
    sections.put("", current);
    for (String line : output.split("\n", -1)) {
      if (line.startsWith("== ")) {
        current = sections.computeIfAbsent(line.substring(3).strip(), name -> new ArrayList<>());
      } else if (!line.isBlank()) {
        current.add(line);
      }
    }
    return new FactText(sections);
  }

  /** The lines before the first section. */
  List<String> lines() {
    return section("").orElse(List.of());
  }

  /** The lines of a section; empty where the output has none of this name. */
  Optional<List<String>> section(String name) {
    return Optional.ofNullable(sections.get(name)).map(Collections::unmodifiableList);
  }

  /** The lines of a section that must be there. */
  List<String> requiredSection(String name) throws FactException {
    return section(name)
        .orElseThrow(
            () ->
                new FactException(Reason.NOT_UNDERSTOOD, "the answer has no part '" + name + "'"));
  }

  /** What stands behind {@code KEY=} before the first section. */
  Optional<String> value(String key) {
    return lines().stream()
        .filter(line -> line.startsWith(key + "="))
        .map(line -> line.substring(key.length() + 1).strip())
        .filter(value -> !value.isEmpty())
        .findFirst();
  }

  /** What stands behind {@code KEY=}, which must be there. */
  String required(String key) throws FactException {
    return value(key)
        .orElseThrow(
            () -> new FactException(Reason.NOT_THERE, "the machine does not tell its " + key));
  }
}
