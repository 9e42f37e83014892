package dog.rebe.node;

import static dog.rebe.node.InventoryException.shown;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads one line of a {@link HostListInventory}. */
final class HostListLine {

  private final String source;
  private final long number;

  HostListLine(String source, long number) {
    this.source = source;
    this.number = number;
  }

  /** The node of this line; empty for a line without one. */
  Optional<Node> parse(String line) {
    List<String> words = words(line);
    if (words.isEmpty()) {
      return Optional.empty();
    }
    Endpoint endpoint;
    try {
      endpoint = new HostAddress(words.get(0)).endpoint();
    } catch (IllegalArgumentException e) {
      throw wrong(
          String.valueOf(e.getMessage()),
          "Write user@host:port, with user and port where they are needed");
    }
    Map<String, String> labels = labels(words.subList(1, words.size()));
    String id = labels.remove(Requirement.ID);
    if (id == null) {
      id = endpoint.host().isEmpty() ? Node.local().id().value() : endpoint.host();
    }
    try {
      return Optional.of(new Node(new NodeId(id), endpoint, labels));
    } catch (IllegalArgumentException e) {
      throw wrong(String.valueOf(e.getMessage()), "Choose another id");
    }
  }

  /**
   * Words are separated by spaces and tabs; a word that begins with # and all after it is a
   * comment.
   */
  private static List<String> words(String line) {
    List<String> words = new ArrayList<>();
    int end = 0;
    while (true) {
      int start = end;
      while (start < line.length() && isBlank(line.charAt(start))) {
        start++;
      }
      if (start == line.length() || line.charAt(start) == '#') {
        return words;
      }
      end = start;
      while (end < line.length() && !isBlank(line.charAt(end))) {
        end++;
      }
      words.add(line.substring(start, end));
    }
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }

  private Map<String, String> labels(List<String> words) {
    Map<String, String> labels = new LinkedHashMap<>();
    for (String word : words) {
      int equals = word.indexOf('=');
      if (equals < 1 || equals == word.length() - 1) {
        throw wrong(
            shown(word) + " is no label",
            "Write label=value without spaces, for instance gpu=true");
      }
      String key = word.substring(0, equals);
      String value = word.substring(equals + 1);
      if (!key.codePoints().allMatch(SelectorParser::isKeyCharacter)) {
        throw wrong(
            "the label " + shown(key) + " has a character that no label has",
            "Use letters, digits and . _ - /");
      }
      if (!key.equals(Requirement.ID)
          && !value.codePoints().allMatch(SelectorParser::isValueCharacter)) {
        throw wrong(
            "the value "
                + shown(value)
                + " of "
                + key
                + " has a character that no selector can name",
            "Use letters, digits and . _ - / : @ + %, and no quotes");
      }
      if (labels.put(key, value) != null) {
        throw wrong("the label " + key + " stands there twice", "Remove one of the two");
      }
    }
    return labels;
  }

  private InventoryException wrong(String problem, String remedy) {
    return InventoryException.at(source, number, problem, remedy);
  }
}
