package dog.rebe.outcome;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text with named placeholders such as {@code {node}}. What is filled in is not interpreted
 * again.
 */
record MessageTemplate(String text) {

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]*)}");

  /** The names of its placeholders. */
  Set<String> placeholders() {
    Set<String> names = new LinkedHashSet<>();
    Matcher matcher = PLACEHOLDER.matcher(text);
    while (matcher.find()) {
      names.add(matcher.group(1));
    }
    return names;
  }

  /** The text with these values; one space where an empty value would leave two. */
  String fill(Map<String, String> values) {
    StringBuilder filled = new StringBuilder();
    Matcher matcher = PLACEHOLDER.matcher(text);
    int from = 0;
    while (matcher.find()) {
      filled.append(text, from, matcher.start());
      String value = values.get(matcher.group(1));
      if (value == null) {
        throw new IllegalArgumentException("No value for {" + matcher.group(1) + "} in: " + text);
      }
      boolean blank = filled.isEmpty() || filled.charAt(filled.length() - 1) == ' ';
      from = matcher.end();
      if (value.isEmpty() && blank && from < text.length() && text.charAt(from) == ' ') {
        from++;
      }
      filled.append(value);
    }
    return filled.append(text, from, text.length()).toString().strip();
  }
}
