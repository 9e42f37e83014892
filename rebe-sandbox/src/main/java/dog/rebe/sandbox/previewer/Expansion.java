package dog.rebe.sandbox.previewer;

import dog.rebe.sandbox.shell.Script;
import dog.rebe.sandbox.shell.Word;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Expands words: variables, substitutions, field splitting, path patterns, quote removal. */
final class Expansion {

  /** Runs what stands in {@code $( )} and says what it prints. */
  interface Substitution {
    String output(Script script) throws CannotTell, ShellEnd;
  }

  private final ShellState state;
  private final ShellFiles files;
  private final Substitution substitution;

  Expansion(ShellState state, ShellFiles files, Substitution substitution) {
    this.state = state;
    this.files = files;
    this.substitution = substitution;
  }

  /** The fields that these words become. */
  List<String> fields(List<Word> words) throws CannotTell, ShellEnd {
    List<String> fields = new ArrayList<>();
    for (Word word : words) {
      for (String field : split(word)) {
        if (!Glob.isPattern(field)) {
          fields.add(Glob.unescaped(field));
          continue;
        }
        List<String> paths = Glob.expand(field, files, state.directory());
        if (paths.isEmpty()) {
          fields.add(Glob.unescaped(field));
        } else {
          fields.addAll(paths);
        }
      }
    }
    return fields;
  }

  /** The text that a word becomes where it is neither split nor a pattern. */
  String text(Word word) throws CannotTell, ShellEnd {
    StringBuilder text = new StringBuilder();
    for (Word.Part part : word.parts()) {
      text.append(value(part));
    }
    return text.toString();
  }

  /** Fields as patterns: what must stand for itself is escaped. */
  private List<String> split(Word word) throws CannotTell, ShellEnd {
    List<String> fields = new ArrayList<>();
    @Nullable StringBuilder field = null;
    for (Word.Part part : word.parts()) {
      String value = value(part);
      if (part.quoted() || part instanceof Word.Text) {
        field = field == null ? new StringBuilder() : field;
        field.append(part.quoted() ? Glob.escaped(value) : value);
        continue;
      }
      for (int i = 0; i < value.length(); i++) {
        char c = value.charAt(i);
        if (c == ' ' || c == '\t' || c == '\n') {
          if (field != null) {
            fields.add(field.toString());
          }
          field = null;
        } else {
          field = field == null ? new StringBuilder() : field;
          field.append(c == '\\' ? "\\\\" : c);
        }
      }
    }
    if (field != null) {
      fields.add(field.toString());
    }
    return fields;
  }

  private String value(Word.Part part) throws CannotTell, ShellEnd {
    if (part instanceof Word.Text text) {
      return text.text();
    }
    if (part instanceof Word.Output output) {
      return substitution.output(output.script()).replaceAll("\n+$", "");
    }
    Word.Variable variable = (Word.Variable) part;
    if (variable.name().equals("?")) {
      return Integer.toString(state.status().required());
    }
    String value = state.variable(variable.name());
    if (variable.hasOtherwise()) {
      return value == null || value.isEmpty() ? text(variable.otherwise()) : value;
    }
    if (value == null) {
      throw new CannotTell(
          "I do not know the variable " + variable.name() + ", which the login may have");
    }
    return value;
  }
}
