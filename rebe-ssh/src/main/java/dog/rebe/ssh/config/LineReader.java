package dog.rebe.ssh.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Takes a line apart as ssh_config(5) says: a keyword, white space or one {@code =}, arguments that
 * may be quoted, a comment.
 */
final class LineReader {

  private static final String SPACES = " \t\r\n";

  private LineReader() {}

  /** Empty for blank lines and comments. */
  static Optional<Directive> read(String line, Place place) {
    String text = line.strip();
    if (text.isEmpty() || text.startsWith("#")) {
      return Optional.empty();
    }
    if (text.chars().anyMatch(c -> c != '\t' && Character.isISOControl(c))) {
      throw SshConfigException.at(
          place,
          "The line holds a control character",
          "Correct the line, or name another file: this one is damaged, or no configuration");
    }
    int end = 0;
    while (end < text.length() && SPACES.indexOf(text.charAt(end)) < 0 && text.charAt(end) != '=') {
      end++;
    }
    String written = text.substring(0, end);
    String rest = text.substring(end).strip();
    if (rest.startsWith("=")) {
      rest = rest.substring(1).strip();
    }
    if (written.isEmpty() || rest.isEmpty()) {
      throw SshConfigException.at(
          place, "The line is no keyword with a value after it", "Write both, or delete the line");
    }
    String keyword = DirectiveRules.presentName(written.toLowerCase(Locale.ROOT));
    return Optional.of(new Directive(keyword, written, rest, split(rest, place), place));
  }

  /**
   * Splits at spaces and tabs outside of quotes, up to a {@code #} at the beginning of an argument.
   * A backslash keeps a quote, another backslash and, outside of quotes, a space from meaning
   * anything.
   */
  static List<String> split(String text, Place place) {
    List<String> arguments = new ArrayList<>();
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (isSpace(c)) {
        i++;
      } else if (c == '#') {
        break;
      } else {
        StringBuilder argument = new StringBuilder();
        i = readArgument(text, i, argument, place);
        arguments.add(argument.toString());
      }
    }
    return arguments;
  }

  private static int readArgument(String text, int start, StringBuilder argument, Place place) {
    char quote = 0;
    int i = start;
    for (; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && i + 1 < text.length() && isEscaped(text.charAt(i + 1), quote)) {
        argument.append(text.charAt(++i));
      } else if (quote == 0 && isSpace(c)) {
        break;
      } else if (quote == 0 && (c == '"' || c == '\'')) {
        quote = c;
      } else if (quote != 0 && c == quote) {
        quote = 0;
      } else {
        argument.append(c);
      }
    }
    if (quote != 0) {
      throw SshConfigException.at(
          place, "A quote is opened and not closed", "Add the second " + quote);
    }
    return i;
  }

  private static boolean isEscaped(char next, char quote) {
    return next == '"' || next == '\'' || next == '\\' || (next == ' ' && quote == 0);
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c == '\t';
  }
}
