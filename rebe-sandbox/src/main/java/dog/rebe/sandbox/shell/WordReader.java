package dog.rebe.sandbox.shell;

import java.util.ArrayList;
import java.util.List;

/** Reads one word with its quotes, variables and substitutions. */
final class WordReader {

  private static final String ENDS = " \t\n;&|<>()";

  private final Characters in;
  private final List<Word.Part> parts = new ArrayList<>();
  private final StringBuilder plain = new StringBuilder();

  WordReader(Characters in) {
    this.in = in;
  }

  /** The word at this position; without parts if there is none. */
  Word read() throws ScriptException {
    while (!in.isAtEnd() && ENDS.indexOf(in.peek()) < 0) {
      readPart();
    }
    return finish();
  }

  private Word finish() {
    flush(/* quoted= */ false);
    return new Word(parts);
  }

  /** All that is left, as in double quotes: the body of a here-document. */
  Word readText() throws ScriptException {
    while (!in.isAtEnd()) {
      readQuotedCharacter();
    }
    flush(/* quoted= */ true);
    return new Word(parts);
  }

  private void readPart() throws ScriptException {
    char c = in.peek();
    switch (c) {
      case '\'' -> {
        flush(false);
        in.next();
        while (in.peek() != '\'') {
          if (in.isAtEnd()) {
            throw new ScriptException("a quote is not closed");
          }
          plain.append(in.next());
        }
        in.next();
        flushAlways();
      }
      case '"' -> {
        flush(false);
        in.next();
        while (in.peek() != '"') {
          if (in.isAtEnd()) {
            throw new ScriptException("a quote is not closed");
          }
          readQuotedCharacter();
        }
        in.next();
        flushAlways();
      }
      case '\\' -> {
        in.next();
        if (in.peek() == '\n') {
          in.next();
        } else {
          flush(false);
          plain.append(in.next());
          flushAlways();
        }
      }
      case '$' -> readDollar(/* quoted= */ false);
      case '`' -> throw new ScriptException("I do not follow ` in scripts; $( ) is the same");
      case '~' -> {
        if (plain.isEmpty() && parts.isEmpty()) {
          throw new ScriptException("I do not know whose home ~ stands for");
        }
        plain.append(in.next());
      }
      case '{' -> {
        if (in.peek(1) != ' ' && in.peek(1) != '\n') {
          throw new ScriptException("{ means different things to different shells");
        }
        plain.append(in.next());
      }
      default -> plain.append(in.next());
    }
  }

  private void readQuotedCharacter() throws ScriptException {
    char c = in.peek();
    if (c == '\\' && "$`\"\\\n".indexOf(in.peek(1)) >= 0) {
      in.next();
      char escaped = in.next();
      if (escaped != '\n') {
        plain.append(escaped);
      }
    } else if (c == '$') {
      readDollar(/* quoted= */ true);
    } else if (c == '`') {
      throw new ScriptException("I do not follow ` in scripts; $( ) is the same");
    } else {
      plain.append(in.next());
    }
  }

  private void readDollar(boolean quoted) throws ScriptException {
    in.next();
    if (in.take("((")) {
      throw new ScriptException("I do not follow arithmetic in scripts");
    }
    if (in.take("(")) {
      flush(quoted);
      Script script = new ScriptParser(in).readUntil(")");
      if (!in.take(")")) {
        throw new ScriptException("a $( is not closed");
      }
      parts.add(new Word.Output(script, quoted));
    } else if (in.take("?")) {
      flush(quoted);
      parts.add(new Word.Variable("?", new Word(List.of()), false, quoted));
    } else if (in.take("{")) {
      flush(quoted);
      readBraces(quoted);
    } else if (Characters.isNamePart(in.peek(), false)) {
      flush(quoted);
      parts.add(new Word.Variable(in.name(), new Word(List.of()), false, quoted));
    } else if (in.isAtEnd() || " \t\n\"/.,:%".indexOf(in.peek()) >= 0) {
      plain.append('$');
    } else {
      throw new ScriptException("I do not know $" + in.peek() + " in scripts");
    }
  }

  private void readBraces(boolean quoted) throws ScriptException {
    String name = in.name();
    if (name.isEmpty()) {
      throw new ScriptException("I do not know ${" + in.peek() + " in scripts");
    }
    if (in.take("}")) {
      parts.add(new Word.Variable(name, new Word(List.of()), false, quoted));
      return;
    }
    if (!in.take(":-")) {
      throw new ScriptException("I know ${" + name + "} and ${" + name + ":-word} alone");
    }
    StringBuilder word = new StringBuilder();
    while (in.peek() != '}') {
      if (in.isAtEnd() || "$`\"'\\{".indexOf(in.peek()) >= 0) {
        throw new ScriptException("I do not follow what stands after ${" + name + ":-");
      }
      word.append(in.next());
    }
    in.next();
    Word otherwise = new Word(List.of(new Word.Text(word.toString(), quoted)));
    parts.add(new Word.Variable(name, otherwise, true, quoted));
  }

  private void flush(boolean quoted) {
    if (!plain.isEmpty()) {
      parts.add(new Word.Text(plain.toString(), quoted));
      plain.setLength(0);
    }
  }

  /** A quoted nothing is a part, too. */
  private void flushAlways() {
    parts.add(new Word.Text(plain.toString(), /* quoted= */ true));
    plain.setLength(0);
  }
}
