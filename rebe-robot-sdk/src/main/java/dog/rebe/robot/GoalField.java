package dog.rebe.robot;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * One value of a goal.
 *
 * @param name letters and digits, beginning with a letter in lower case
 * @param meaning in words for whoever asks the robot
 * @param kind its type with its bounds
 * @param standard what counts where nothing is said; absent where something must be said
 */
public record GoalField(String name, String meaning, Kind kind, Optional<Object> standard) {

  /** A type of value. */
  public sealed interface Kind permits Text, Whole, Choice, YesNo, Texts {}

  /**
   * Text of at most 4,096 characters.
   *
   * @param pattern a regular expression that the whole of it matches
   */
  public record Text(String pattern) implements Kind {}

  /**
   * An integer.
   *
   * @param least the least, inclusive
   * @param most the most, inclusive
   */
  public record Whole(long least, long most) implements Kind {
    public Whole {
      if (most < least) {
        throw new IllegalArgumentException("There is no integer from " + least + " to " + most);
      }
    }
  }

  /**
   * One of some words.
   *
   * @param words at least one; copied
   */
  public record Choice(List<String> words) implements Kind {
    public Choice {
      words = List.copyOf(words);
      if (words.isEmpty()) {
        throw new IllegalArgumentException("A choice has at least one word");
      }
    }
  }

  /** True or false. */
  public record YesNo() implements Kind {}

  /**
   * A list of texts, at most 1,000.
   *
   * @param pattern a regular expression that the whole of each matches
   */
  public record Texts(String pattern) implements Kind {}

  static final int MAX_TEXT = 4096;
  static final int MAX_TEXTS = 1000;

  public GoalField {
    if (!name.matches("[a-z][A-Za-z0-9]{0,63}")) {
      throw new IllegalArgumentException(
          "'" + name + "' is no name of a goal's field: letters and digits, a small letter first");
    }
    if (meaning.isBlank()) {
      throw new IllegalArgumentException("The field " + name + " needs a meaning in words");
    }
    Objects.requireNonNull(kind, "kind");
    requirePattern(name, kind);
    standard = standard.map(value -> checked(name, kind, value));
  }

  private static void requirePattern(String name, Kind kind) {
    String pattern =
        kind instanceof Text text ? text.pattern : kind instanceof Texts texts ? texts.pattern : "";
    try {
      Pattern.compile(pattern);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "The pattern '"
              + pattern
              + "' of the goal's field '"
              + name
              + "' is no regular expression: "
              + e.getDescription()
              + " near index "
              + e.getIndex(),
          e);
    }
  }

  Object checked(Object value) {
    return checked(name, kind, value);
  }

  private static Object checked(String name, Kind kind, Object value) {
    if (kind instanceof Text text && value instanceof String string && fits(text.pattern, string)) {
      return string;
    }
    if (kind instanceof Whole whole && (value instanceof Long || value instanceof Integer)) {
      long number = ((Number) value).longValue();
      if (number >= whole.least && number <= whole.most) {
        return number;
      }
    }
    if (kind instanceof Choice choice && value instanceof String w && choice.words.contains(w)) {
      return w;
    }
    if (kind instanceof YesNo && value instanceof Boolean) {
      return value;
    }
    if (kind instanceof Texts texts
        && value instanceof List<?> list
        && list.size() <= MAX_TEXTS
        && list.stream().allMatch(t -> t instanceof String text && fits(texts.pattern, text))) {
      return List.copyOf(list);
    }
    throw new IllegalArgumentException(
        "The goal's '" + name + "' is " + shown(value) + ", which is not " + wanted(kind));
  }

  private static boolean fits(String pattern, String text) {
    return text.length() <= MAX_TEXT && text.matches(pattern);
  }

  private static String shown(Object value) {
    String text = String.valueOf(value);
    return "'" + (text.length() > 60 ? text.substring(0, 60) + "..." : text) + "'";
  }

  private static String wanted(Kind kind) {
    if (kind instanceof Text text) {
      return "text that matches " + text.pattern;
    }
    if (kind instanceof Whole whole) {
      return "an integer from " + whole.least + " to " + whole.most;
    }
    if (kind instanceof Choice choice) {
      return "one of " + String.join(", ", choice.words);
    }
    return kind instanceof YesNo
        ? "true or false"
        : "a list of texts that match " + ((Texts) kind).pattern;
  }

  /** As JSON Schema, draft 2020-12. */
  Map<String, Object> schema() {
    Map<String, Object> schema = new LinkedHashMap<>();
    if (kind instanceof Text text) {
      schema.put("type", "string");
      schema.put("pattern", "^(?:" + text.pattern + ")$");
      schema.put("maxLength", MAX_TEXT);
    } else if (kind instanceof Whole whole) {
      schema.put("type", "integer");
      schema.put("minimum", whole.least);
      schema.put("maximum", whole.most);
    } else if (kind instanceof Choice choice) {
      schema.put("enum", choice.words);
    } else if (kind instanceof YesNo) {
      schema.put("type", "boolean");
    } else {
      schema.put("type", "array");
      schema.put("maxItems", MAX_TEXTS);
      schema.put(
          "items", Map.of("type", "string", "pattern", "^(?:" + ((Texts) kind).pattern + ")$"));
    }
    schema.put("description", meaning);
    standard.ifPresent(value -> schema.put("default", value));
    return schema;
  }
}
