package dog.rebe.sandbox.previewer;

import dog.rebe.files.FileType;
import dog.rebe.sandbox.tree.PosixNode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalInt;

/** What a shell does itself. */
final class Builtins {

  private final ShellState state;
  private final ShellFiles files;

  Builtins(ShellState state, ShellFiles files) {
    this.state = state;
    this.files = files;
  }

  /** The status with which it ends; empty if this is no command of the shell's own. */
  OptionalInt run(List<String> words, ByteArrayOutputStream out) throws CannotTell, ShellEnd {
    List<String> rest = words.subList(1, words.size());
    return switch (words.get(0)) {
      case ":", "true" -> OptionalInt.of(0);
      case "false" -> OptionalInt.of(1);
      case "echo" -> OptionalInt.of(echo(rest, out));
      case "printf" -> OptionalInt.of(printf(rest, out));
      case "pwd" -> {
        if (!rest.isEmpty()) {
          throw new CannotTell("I know pwd without options alone");
        }
        print(state.directory() + "\n", out);
        yield OptionalInt.of(0);
      }
      case "test" -> OptionalInt.of(test(rest));
      case "[" -> {
        if (rest.isEmpty() || !rest.get(rest.size() - 1).equals("]")) {
          throw new CannotTell("a [ lacks its ]");
        }
        yield OptionalInt.of(test(rest.subList(0, rest.size() - 1)));
      }
      case "cd" -> OptionalInt.of(cd(rest));
      case "sleep" -> OptionalInt.of(sleep(rest));
      case "set" -> OptionalInt.of(set(rest));
      case "export" -> OptionalInt.of(export(rest));
      case "exit" ->
          throw new ShellEnd(rest.isEmpty() ? state.status() : ShellStatus.of(number(rest.get(0))));
      default -> OptionalInt.empty();
    };
  }

  /** No shell's own, but it changes nothing either. */
  private static int sleep(List<String> words) throws CannotTell {
    if (words.isEmpty() || !words.stream().allMatch(word -> word.matches("[0-9]{1,9}[smhd]?"))) {
      throw new CannotTell("I know sleep with whole numbers alone");
    }
    return 0;
  }

  private int test(List<String> words) throws CannotTell {
    return new TestExpression(files, state.directory()).holds(words) ? 0 : 1;
  }

  private int cd(List<String> words) throws CannotTell {
    if (words.size() != 1 || words.get(0).startsWith("-") || words.get(0).isEmpty()) {
      throw new CannotTell("I follow cd with one folder alone");
    }
    String target = words.get(0);
    if (target.contains("..")) {
      throw new CannotTell("I do not follow cd over '..', which links lead elsewhere");
    }
    if (files.find(state.directory(), target, true).orElse(null) instanceof PosixNode node
        && node.posix().type() == FileType.DIRECTORY) {
      state.enter(ShellFiles.absolute(state.directory(), target));
      return 0;
    }
    throw new CannotTell("cd " + target + " would fail, and shells differ in what follows");
  }

  private int set(List<String> words) throws CannotTell {
    for (String word : words) {
      switch (word) {
        case "-e" -> state.endOnFailure(true);
        case "+e" -> state.endOnFailure(false);
        case "-u" -> state.refuseUnset(true);
        case "-eu", "-ue" -> {
          state.endOnFailure(true);
          state.refuseUnset(true);
        }
        default -> throw new CannotTell("I know set -e and set -u alone, not set " + word);
      }
    }
    return 0;
  }

  private int export(List<String> words) throws CannotTell {
    for (String word : words) {
      if (!word.matches("[A-Za-z_][A-Za-z0-9_]*(=.*)?")) {
        throw new CannotTell("I do not know export " + word);
      }
      if (word.contains("=")) {
        state.set(word.substring(0, word.indexOf('=')), word.substring(word.indexOf('=') + 1));
      }
    }
    return 0;
  }

  private static int echo(List<String> words, ByteArrayOutputStream out) throws CannotTell {
    boolean newline = words.isEmpty() || !words.get(0).equals("-n");
    List<String> shown = newline ? words : words.subList(1, words.size());
    String text = String.join(" ", shown);
    if (text.contains("\\") || text.startsWith("-")) {
      throw new CannotTell("shells differ in what echo does with options and backslashes");
    }
    print(newline ? text + "\n" : text, out);
    return 0;
  }

  /** Formats of text, {@code %s} and {@code \n}, used once. */
  private static int printf(List<String> words, ByteArrayOutputStream out) throws CannotTell {
    if (words.isEmpty()) {
      throw new CannotTell("printf lacks its format");
    }
    String format = words.get(0);
    if (!format.matches("([^%\\\\]|%s|%%|\\\\n|\\\\t)*") || format.startsWith("-")) {
      throw new CannotTell(
          "I know texts, double percent signs, line ends and tabs of printf alone");
    }
    List<String> values = words.subList(1, words.size());
    int next = 0;
    do {
      StringBuilder text = new StringBuilder();
      boolean taken = false;
      for (int i = 0; i < format.length(); i++) {
        String two = format.substring(i, Math.min(format.length(), i + 2));
        switch (two) {
          case "%s" -> {
            text.append(next < values.size() ? values.get(next) : "");
            next++;
            taken = true;
            i++;
          }
          case "%%" -> {
            text.append('%');
            i++;
          }
          case "\\n" -> {
            text.append('\n');
            i++;
          }
          case "\\t" -> {
            text.append('\t');
            i++;
          }
          default -> text.append(format.charAt(i));
        }
      }
      print(text.toString(), out);
      if (!taken) {
        break;
      }
    } while (next < values.size());
    return 0;
  }

  private static int number(String word) throws CannotTell {
    if (!word.matches("[0-9]{1,3}") || Integer.parseInt(word) > 255) {
      throw new CannotTell("exit " + word + " is no status that shells agree on");
    }
    return Integer.parseInt(word);
  }

  private static void print(String text, ByteArrayOutputStream out) {
    out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
  }
}
