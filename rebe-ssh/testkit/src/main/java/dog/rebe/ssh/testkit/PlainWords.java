package dog.rebe.ssh.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Parts a simple command line into words as a POSIX shell does (quotes and backslashes), and gives
 * up on anything that needs a real shell.
 */
final class PlainWords {

  private static final String NEEDS_SHELL = "|&;<>()$`*?[#~%\n";

  private PlainWords() {}

  /** The words; empty if only a real shell could run this line. */
  static Optional<List<String>> of(String line) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean inWord = false;
    int i = 0;
    while (i < line.length()) {
      char c = line.charAt(i);
      if (c == '\'') {
        int end = line.indexOf('\'', i + 1);
        if (end < 0) {
          return Optional.empty();
        }
        word.append(line, i + 1, end);
        inWord = true;
        i = end;
      } else if (c == '"') {
        int end = doubleQuoted(line, i + 1, word);
        if (end < 0) {
          return Optional.empty();
        }
        inWord = true;
        i = end;
      } else if (c == '\\' && i + 1 < line.length()) {
        word.append(line.charAt(++i));
        inWord = true;
      } else if (c == ' ' || c == '\t') {
        if (inWord) {
          words.add(word.toString());
          word.setLength(0);
          inWord = false;
        }
      } else if (NEEDS_SHELL.indexOf(c) >= 0) {
        return Optional.empty();
      } else {
        word.append(c);
        inWord = true;
      }
      i++;
    }
    if (inWord) {
      words.add(word.toString());
    }
    return Optional.of(words);
  }

  /** Appends what stands before the closing quote; returns where that is, or -1. */
  private static int doubleQuoted(String line, int from, StringBuilder word) {
    for (int i = from; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '"') {
        return i;
      }
      if (c == '$' || c == '`') {
        return -1;
      }
      if (c == '\\' && i + 1 < line.length() && "\\\"$`".indexOf(line.charAt(i + 1)) >= 0) {
        c = line.charAt(++i);
      }
      word.append(c);
    }
    return -1;
  }
}
