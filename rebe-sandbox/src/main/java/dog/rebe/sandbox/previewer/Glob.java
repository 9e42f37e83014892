package dog.rebe.sandbox.previewer;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A pattern for paths (POSIX.1-2017, XCU 2.13). Characters that are to stand for themselves have a
 * backslash before them.
 */
final class Glob {

  private static final Pattern SLASHES = Pattern.compile("/+");

  private Glob() {}

  static String escaped(String text) {
    return text.replaceAll("[\\\\*?\\[]", "\\\\$0");
  }

  static boolean isPattern(String pattern) {
    return Pattern.compile("(?<!\\\\)(\\\\\\\\)*([*?]|\\[.+\\])").matcher(pattern).find();
  }

  static String unescaped(String pattern) {
    return pattern.replaceAll("\\\\(.)", "$1");
  }

  /** The paths that fit, sorted; none if there are none. */
  static List<String> expand(String pattern, ShellFiles files, String directory) throws CannotTell {
    List<String> found = List.of(pattern.startsWith("/") ? "/" : "");
    List<String> parts = List.of(SLASHES.split(pattern, -1));
    for (int i = 0; i < parts.size(); i++) {
      if (!parts.get(i).isEmpty()) {
        found = next(found, parts.get(i), i == parts.size() - 1, files, directory);
      }
    }
    if (pattern.endsWith("/")) {
      throw new CannotTell("I do not follow a pattern that ends in /");
    }
    return found;
  }

  private static List<String> next(
      List<String> folders, String part, boolean last, ShellFiles files, String directory)
      throws CannotTell {
    List<String> found = new ArrayList<>();
    if (isPattern(part) && folders.size() > 1) {
      files.willList(directory, folders);
    }
    for (String folder : folders) {
      if (!isPattern(part)) {
        String path = folder + unescaped(part);
        if (files.find(directory, path, false).isPresent()) {
          found.add(last ? path : path + '/');
        }
        continue;
      }
      Pattern names = Pattern.compile(regex(part), Pattern.DOTALL);
      for (String name : files.names(directory, folder.isEmpty() ? "." : folder)) {
        boolean hidden = name.startsWith(".") && !part.startsWith(".");
        if (!hidden && names.matcher(name).matches()) {
          found.add(last ? folder + name : folder + name + '/');
        }
      }
    }
    return found;
  }

  private static String regex(String part) throws CannotTell {
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < part.length(); i++) {
      char c = part.charAt(i);
      if (c == '\\' && i + 1 < part.length()) {
        regex.append(Pattern.quote(part.substring(i + 1, i + 2)));
        i++;
      } else if (c == '*') {
        regex.append(".*");
      } else if (c == '?') {
        regex.append('.');
      } else if (c == '[') {
        int end = part.indexOf(']', i + 2);
        String set = end < 0 ? "" : part.substring(i + 1, end);
        if (!set.matches("!?[A-Za-z0-9_.,-]+")) {
          throw new CannotTell("I do not follow the pattern " + part);
        }
        regex.append('[').append(set.startsWith("!") ? "^" + set.substring(1) : set).append(']');
        i = end;
      } else {
        regex.append(Pattern.quote(String.valueOf(c)));
      }
    }
    return regex.toString();
  }
}
