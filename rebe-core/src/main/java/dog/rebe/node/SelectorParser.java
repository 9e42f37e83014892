package dog.rebe.node;

import dog.rebe.outcome.VisibleText;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;

/** Reads the text of a {@link Selector}, once. */
final class SelectorParser {

  private static final String OPERATORS =
      "Use label=value, label!=value, label in (a, b), label notin (a, b), label, or !label,"
          + " separated by commas";
  private static final int MAX_SHOWN = 40;

  private final String text;
  private int at;

  SelectorParser(String text) {
    this.text = text;
  }

  List<Requirement> parse() {
    List<Requirement> requirements = new ArrayList<>();
    do {
      requirements.add(requirement());
    } while (take(','));
    if (at < text.length()) {
      throw wrong(at, found() + " is not expected here", OPERATORS);
    }
    return List.copyOf(requirements);
  }

  private Requirement requirement() {
    skipSpace();
    if (at < text.length() && text.charAt(at) == '!') {
      at++;
      return new Requirement.Absent(key());
    }
    String key = key();
    skipSpace();
    int start = at;
    String operator = operator();
    return switch (operator) {
      case "" -> new Requirement.Present(key);
      case "=", "==" -> new Requirement.In(key, Set.of(value(key)));
      case "!=" -> new Requirement.NotIn(key, Set.of(value(key)));
      case "in" -> new Requirement.In(key, values(key));
      case "notin" -> new Requirement.NotIn(key, values(key));
      default ->
          throw wrong(start, "'" + shown(operator) + "' is no operator for labels", OPERATORS);
    };
  }

  private String key() {
    skipSpace();
    String key = word(c -> isKeyCharacter(c));
    if (key.isEmpty()) {
      throw wrong(at, "a label is missing before " + found(), OPERATORS);
    }
    return key;
  }

  /** A run of signs or of letters; empty at the end of a condition. */
  private String operator() {
    String signs = word(c -> "=!<>~^*&|?".indexOf(c) >= 0);
    return signs.isEmpty() ? word(c -> Character.isLetterOrDigit(c)) : signs;
  }

  private String value(String key) {
    skipSpace();
    String value = word(c -> isValueCharacter(c));
    if (value.isEmpty()) {
      throw wrong(
          at,
          "a value for '" + key + "' is missing before " + found(),
          "Values have letters, digits and . _ - / : @ + %, and no quotes");
    }
    return value;
  }

  private Set<String> values(String key) {
    if (!take('(')) {
      throw wrong(at, "'(' is missing before " + found(), "Write " + key + " in (a, b)");
    }
    Set<String> values = new LinkedHashSet<>();
    do {
      values.add(value(key));
    } while (take(','));
    if (!take(')')) {
      throw wrong(at, "')' is missing before " + found(), "Write " + key + " in (a, b)");
    }
    return Set.copyOf(values);
  }

  private boolean take(char expected) {
    skipSpace();
    if (at < text.length() && text.charAt(at) == expected) {
      at++;
      return true;
    }
    return false;
  }

  private void skipSpace() {
    word(SelectorParser::isSpace);
  }

  private String word(IntPredicate belongs) {
    int start = at;
    while (at < text.length() && belongs.test(text.codePointAt(at))) {
      at += Character.charCount(text.codePointAt(at));
    }
    return text.substring(start, at);
  }

  static boolean isKeyCharacter(int c) {
    return Character.isLetterOrDigit(c) || "._-/".indexOf(c) >= 0;
  }

  static boolean isValueCharacter(int c) {
    return isKeyCharacter(c) || ":@+%".indexOf(c) >= 0;
  }

  private static boolean isSpace(int c) {
    return c == ' ' || c == '\t';
  }

  private String found() {
    return at >= text.length()
        ? "the end"
        : "'" + shown(text.substring(at, text.offsetByCodePoints(at, 1))) + "'";
  }

  private static String shown(String value) {
    return VisibleText.line(value, MAX_SHOWN);
  }

  private SelectorException wrong(int index, String problem, String remedy) {
    return new SelectorException(text, text.codePointCount(0, index) + 1, problem, remedy);
  }
}
