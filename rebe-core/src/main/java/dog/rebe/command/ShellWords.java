package dog.rebe.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads back the words that {@link ShellQuoting} wrote. It is no shell and understands no more than
 * that.
 */
final class ShellWords {

  private ShellWords() {}

  /**
   * The words of a line, each as one character for each byte. Text in double quotes stays as it is,
   * with its variables.
   *
   * @return empty where a quote is not closed
   */
  static Optional<List<String>> read(String line) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean inWord = false;
    int i = 0;
    while (i < line.length()) {
      char c = line.charAt(i);
      if (c == ' ') {
        if (inWord) {
          words.add(word.toString());
          word.setLength(0);
          inWord = false;
        }
        i++;
        continue;
      }
      inWord = true;
      if (c == '\'' || c == '"') {
        int end = line.indexOf(c, i + 1);
        if (end < 0) {
          return Optional.empty();
        }
        word.append(line, i + 1, end);
        i = end + 1;
      } else if (c == '\\' && i + 1 < line.length()) {
        word.append(line.charAt(i + 1));
        i += 2;
      } else {
        word.append(c);
        i++;
      }
    }
    if (inWord) {
      words.add(word.toString());
    }
    return Optional.of(words);
  }
}
