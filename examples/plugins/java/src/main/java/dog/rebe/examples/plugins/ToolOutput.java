package dog.rebe.examples.plugins;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a tool printed and how it ended, from the request of the verb {@code decode}. */
final class ToolOutput {

  private final String plugin;
  private final String text;
  private final long status;

  private ToolOutput(String plugin, String text, long status) {
    this.plugin = plugin;
    this.text = text;
    this.status = status;
  }

  static ToolOutput read(String request) throws RefusalException {
    return of(JsonReader.read(request));
  }

  /** From an object with the fields {@code stdout} and perhaps {@code exit} and {@code plugin}. */
  static ToolOutput of(Object root) throws RefusalException {
    Object stdout = field(root, "stdout");
    Object text = field(stdout, "text");
    if (!(stdout instanceof Map<?, ?> stream) || !stream.containsKey("text")) {
      throw new RefusalException("The output is no text in UTF-8");
    }
    Object status = field(field(root, "exit"), "status");
    return new ToolOutput(
        String.valueOf(field(root, "plugin")),
        String.valueOf(text),
        status instanceof Long number ? number : -1);
  }

  private static Object field(Object object, String name) {
    Object value = object instanceof Map<?, ?> map ? map.get(name) : null;
    return value == null ? "" : value;
  }

  /** The name under which this module was packed. */
  String plugin() {
    return plugin;
  }

  /** The exit status; -1 if the tool was ended by a signal. */
  long status() {
    return status;
  }

  /** The lines that are not blank, without the white space at their ends. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    int from = 0;
    while (from < text.length()) {
      int end = text.indexOf('\n', from);
      String line = text.substring(from, end < 0 ? text.length() : end);
      if (!line.trim().isEmpty()) {
        lines.add(line.endsWith("\r") ? line.substring(0, line.length() - 1) : line);
      }
      from = end < 0 ? text.length() : end + 1;
    }
    return lines;
  }

  /** The words of a line, the last of which keeps its spaces. */
  static List<String> words(String line, int most) {
    List<String> words = new ArrayList<>();
    String left = line.trim();
    while (words.size() + 1 < most) {
      int end = 0;
      while (end < left.length() && left.charAt(end) > ' ') {
        end++;
      }
      if (end == left.length()) {
        break;
      }
      words.add(left.substring(0, end));
      left = left.substring(end).trim();
    }
    if (!left.isEmpty()) {
      words.add(left);
    }
    return words;
  }

  /** A whole number of decimal digits. */
  static long number(String word, String what) throws RefusalException {
    try {
      return Long.parseLong(word);
    } catch (NumberFormatException e) {
      throw new RefusalException("'" + word + "' is no number where " + what + " belongs");
    }
  }
}
