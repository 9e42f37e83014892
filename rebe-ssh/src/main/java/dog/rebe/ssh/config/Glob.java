package dog.rebe.ssh.config;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Files by glob(7): {@code *}, {@code ?} and {@code [...]} within a name, a backslash before what
 * means itself. Names that begin with a dot are found only by patterns that do.
 */
final class Glob {

  private static final String SPECIAL = "*?[\\";

  private Glob() {}

  /**
   * What exists and fits, in the order of the names.
   *
   * @param pattern absolute
   * @throws IOException if a folder on the way cannot be listed
   */
  static List<Path> find(Path pattern) throws IOException {
    List<Path> found = new ArrayList<>();
    Path root = pattern.getRoot();
    found.add(root == null ? Path.of("/") : root);
    for (Path name : pattern) {
      List<Path> next = new ArrayList<>();
      for (Path folder : found) {
        step(folder, name.toString(), next);
      }
      found = next;
    }
    return found;
  }

  private static void step(Path folder, String name, List<Path> next) throws IOException {
    if (name.chars().noneMatch(c -> SPECIAL.indexOf(c) >= 0)) {
      Path file = folder.resolve(name);
      if (Files.exists(file)) {
        next.add(file);
      }
      return;
    }
    Pattern pattern = regularExpression(name);
    List<Path> matches = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        String candidate = String.valueOf(entry.getFileName());
        boolean hidden = candidate.startsWith(".") && !name.startsWith(".");
        if (!hidden && pattern.matcher(candidate).matches()) {
          matches.add(entry);
        }
      }
    } catch (NotDirectoryException | NoSuchFileException e) {
      return;
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    Collections.sort(matches);
    next.addAll(matches);
  }

  private static Pattern regularExpression(String glob) {
    StringBuilder regex = new StringBuilder();
    int i = 0;
    while (i < glob.length()) {
      char c = glob.charAt(i++);
      int set = c == '[' ? endOfSet(glob, i) : -1;
      if (c == '*') {
        regex.append(".*");
      } else if (c == '?') {
        regex.append('.');
      } else if (set > 0) {
        boolean negated = glob.charAt(i) == '!' || glob.charAt(i) == '^';
        String members = glob.substring(negated ? i + 1 : i, set);
        regex.append(negated ? "[^" : "[").append(members.replaceAll("[\\[\\]\\\\&^]", "\\\\$0"));
        regex.append(']');
        i = set + 1;
      } else {
        boolean escapes = c == '\\' && i < glob.length();
        regex.append(Pattern.quote(String.valueOf(escapes ? glob.charAt(i++) : c)));
      }
    }
    try {
      return Pattern.compile(regex.toString(), Pattern.DOTALL);
    } catch (PatternSyntaxException e) {
      return Pattern.compile(Pattern.quote(glob));
    }
  }

  /**
   * Where the bracket of a set closes; a bracket in the first place is a member. -1 without one.
   */
  private static int endOfSet(String glob, int start) {
    int first = start < glob.length() && "!^".indexOf(glob.charAt(start)) >= 0 ? start + 1 : start;
    return glob.indexOf(']', first + 1);
  }
}
