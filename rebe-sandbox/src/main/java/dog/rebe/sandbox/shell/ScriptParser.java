package dog.rebe.sandbox.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Parses the part of the POSIX shell's language (POSIX.1-2017, XCU 2) that previews follow: lists,
 * pipes, redirections, variables, substitutions, {@code for}, {@code if} and groups. At the first
 * thing that it does not follow it ends with a {@link Script.Unknown}.
 */
public final class ScriptParser {

  private static final Set<String> CLOSING =
      Set.of("then", "else", "elif", "fi", "do", "done", "}");
  private static final Set<String> NOT_FOLLOWED =
      Set.of("while", "until", "case", "function", "select", "[[", "time", "coproc");

  private final Characters in;
  private final List<HereDocument> waiting = new ArrayList<>();

  ScriptParser(Characters in) {
    this.in = in;
  }

  /** A here-document whose text begins on the next line. */
  private record HereDocument(String end, boolean quoted, List<Redirection> into, int index) {}

  /** Parses a whole script. */
  public static Script parse(String text) {
    ScriptParser parser = new ScriptParser(new Characters(text));
    List<Script.Statement> statements = new ArrayList<>();
    try {
      parser.readInto(statements, "");
      if (!parser.in.isAtEnd()) {
        statements.add(
            new Script.Unknown("I do not understand '" + parser.in.peek() + "' in the script"));
      }
    } catch (ScriptException e) {
      statements.add(new Script.Unknown(e.reason()));
    }
    return new Script(statements);
  }

  Script readUntil(String end) throws ScriptException {
    List<Script.Statement> statements = new ArrayList<>();
    readInto(statements, end);
    return new Script(statements);
  }

  private void readInto(List<Script.Statement> statements, String end) throws ScriptException {
    while (true) {
      skipSeparators();
      if (in.isAtEnd() || (!end.isEmpty() && in.peek() == end.charAt(0)) || isClosing()) {
        return;
      }
      Script.Statement statement = readAndOr();
      in.skipBlanks();
      if (in.peek() == '&') {
        throw new ScriptException("I do not follow what runs in the background");
      }
      statements.add(statement);
      if (in.peek() != ';' && in.peek() != '\n') {
        if (in.isAtEnd() || in.peek() == ')' || isClosing()) {
          return;
        }
        throw new ScriptException("I do not understand '" + in.peek() + "' in the script");
      }
    }
  }

  private void skipSeparators() throws ScriptException {
    while (true) {
      in.skipBlanks();
      if (in.peek() == '\n') {
        in.next();
        readHereDocuments();
      } else if (in.peek() == ';' && in.peek(1) != ';') {
        in.next();
      } else {
        return;
      }
    }
  }

  private boolean isClosing() throws ScriptException {
    int position = in.position();
    String word = new PeekedWord(in).text();
    in.back(position);
    return CLOSING.contains(word);
  }

  private Script.Statement readAndOr() throws ScriptException {
    Script.Statement left = readPipeline();
    while (true) {
      in.skipBlanks();
      if (in.take("&&")) {
        skipSeparators();
        left = new Script.And(left, readPipeline());
      } else if (in.take("||")) {
        skipSeparators();
        left = new Script.Or(left, readPipeline());
      } else {
        return left;
      }
    }
  }

  private Script.Statement readPipeline() throws ScriptException {
    in.skipBlanks();
    if (in.peek() == '!' && in.peek(1) == ' ') {
      in.next();
      return new Script.Not(readPipeline());
    }
    List<Script.Statement> commands = new ArrayList<>();
    commands.add(readCommand());
    in.skipBlanks();
    while (in.peek() == '|' && in.peek(1) != '|') {
      in.next();
      skipSeparators();
      commands.add(readCommand());
      in.skipBlanks();
    }
    return commands.size() == 1 ? commands.get(0) : new Script.Pipeline(commands);
  }

  private Script.Statement readCommand() throws ScriptException {
    in.skipBlanks();
    if (in.take("(")) {
      Script body = readUntil(")");
      expect(")");
      return withoutRedirection(new Script.Group(body, /* subshell= */ true));
    }
    int position = in.position();
    String word = new PeekedWord(in).text();
    if (NOT_FOLLOWED.contains(word)) {
      throw new ScriptException("I do not follow " + word + " in scripts");
    }
    switch (word) {
      case "{" -> {
        Script body = readUntil("");
        expectWord("}");
        return withoutRedirection(new Script.Group(body, /* subshell= */ false));
      }
      case "for" -> {
        return withoutRedirection(readFor());
      }
      case "if" -> {
        return withoutRedirection(readIf());
      }
      default -> in.back(position);
    }
    return readSimple();
  }

  private Script.Statement withoutRedirection(Script.Statement statement) throws ScriptException {
    in.skipBlanks();
    if (in.peek() == '<' || in.peek() == '>') {
      throw new ScriptException("I do not follow the redirection of a group, an if or a for");
    }
    return statement;
  }

  private Script.For readFor() throws ScriptException {
    in.skipBlanks();
    String name = in.name();
    skipSeparators();
    if (!new PeekedWord(in).text().equals("in") || name.isEmpty()) {
      throw new ScriptException("I follow 'for name in words' alone");
    }
    List<Word> words = new ArrayList<>();
    in.skipBlanks();
    while (!in.isAtEnd() && in.peek() != ';' && in.peek() != '\n') {
      words.add(readWord());
      in.skipBlanks();
    }
    skipSeparators();
    expectWord("do");
    Script body = readUntil("");
    expectWord("done");
    return new Script.For(name, words, body);
  }

  private Script.If readIf() throws ScriptException {
    Script test = readUntil("");
    expectWord("then");
    Script yes = readUntil("");
    skipSeparators();
    String word = new PeekedWord(in).text();
    if (word.equals("elif")) {
      return new Script.If(test, yes, new Script(List.of(readIf())));
    }
    Script no = new Script(List.of());
    if (word.equals("else")) {
      no = readUntil("");
      skipSeparators();
      word = new PeekedWord(in).text();
    }
    if (!word.equals("fi")) {
      throw new ScriptException("an if lacks its fi");
    }
    return new Script.If(test, yes, no);
  }

  private Script.Simple readSimple() throws ScriptException {
    List<Script.Assignment> assignments = new ArrayList<>();
    List<Word> words = new ArrayList<>();
    List<Redirection> redirections = new ArrayList<>();
    while (true) {
      in.skipBlanks();
      if (readRedirection(redirections)) {
        continue;
      }
      if (in.isAtEnd() || "\n;&|()".indexOf(in.peek()) >= 0) {
        break;
      }
      if (words.isEmpty() && readAssignment(assignments)) {
        continue;
      }
      words.add(readWord());
    }
    if (in.peek() == '(') {
      throw new ScriptException("I do not follow functions in scripts");
    }
    if (words.isEmpty() && assignments.isEmpty() && redirections.isEmpty()) {
      throw new ScriptException("a command is missing in the script");
    }
    return new Script.Simple(assignments, words, redirections);
  }

  private boolean readAssignment(List<Script.Assignment> into) throws ScriptException {
    int position = in.position();
    String name = in.name();
    if (name.isEmpty() || !in.take("=")) {
      in.back(position);
      return false;
    }
    into.add(new Script.Assignment(name, new WordReader(in).read()));
    return true;
  }

  private boolean readRedirection(List<Redirection> into) throws ScriptException {
    boolean numbered = in.peek() >= '0' && in.peek() <= '9' && "<>".indexOf(in.peek(1)) >= 0;
    char sign = numbered ? in.peek(1) : in.peek();
    if (sign != '<' && sign != '>') {
      return false;
    }
    int descriptor = numbered ? in.next() - '0' : sign == '<' ? 0 : 1;
    if (descriptor > 2 || (descriptor == 0) != (sign == '<')) {
      throw new ScriptException("I follow redirections of 0, 1 and 2 alone");
    }
    in.next();
    if (sign == '<' && in.take("<")) {
      readHereDocumentStart(into);
      return true;
    }
    Redirection.Kind kind =
        sign == '<'
            ? Redirection.Kind.READ
            : in.take(">") ? Redirection.Kind.APPEND : Redirection.Kind.WRITE;
    if (in.take("&")) {
      kind = Redirection.Kind.DUPLICATE;
    } else {
      in.take("|");
    }
    in.skipBlanks();
    into.add(new Redirection(descriptor, kind, readWord()));
    return true;
  }

  private void readHereDocumentStart(List<Redirection> into) throws ScriptException {
    if (in.peek() == '-' || in.peek() == '<') {
      throw new ScriptException("I follow << alone, neither <<- nor <<<");
    }
    in.skipBlanks();
    Word word = readWord();
    StringBuilder end = new StringBuilder();
    boolean quoted = false;
    for (Word.Part part : word.parts()) {
      if (!(part instanceof Word.Text text)) {
        throw new ScriptException("I do not understand where a here-document ends");
      }
      end.append(text.text());
      quoted |= text.quoted();
    }
    waiting.add(new HereDocument(end.toString(), quoted, into, into.size()));
    into.add(new Redirection(0, Redirection.Kind.TEXT, word));
    // The text begins on the next line: the command has to end with this one
    in.skipBlanks();
    if (in.peek() != '\n') {
      throw new ScriptException("I follow a here-document only where << ends its line");
    }
    readHereDocuments();
  }

  private void readHereDocuments() throws ScriptException {
    for (HereDocument document : waiting) {
      if (in.peek() == '\n') {
        in.next();
      }
      StringBuilder text = new StringBuilder();
      while (true) {
        if (in.isAtEnd()) {
          throw new ScriptException("a here-document lacks its end");
        }
        StringBuilder line = new StringBuilder();
        while (!in.isAtEnd() && in.peek() != '\n') {
          line.append(in.next());
        }
        if (line.toString().equals(document.end())) {
          break;
        }
        in.next();
        text.append(line).append('\n');
      }
      Word body =
          document.quoted()
              ? new Word(List.of(new Word.Text(text.toString(), true)))
              : new WordReader(new Characters(text.toString())).readText();
      document.into().set(document.index(), new Redirection(0, Redirection.Kind.TEXT, body));
    }
    waiting.clear();
  }

  private Word readWord() throws ScriptException {
    Word word = new WordReader(in).read();
    if (word.parts().isEmpty()) {
      throw new ScriptException("I do not understand '" + in.peek() + "' in the script");
    }
    return word;
  }

  private void expect(String text) throws ScriptException {
    skipSeparators();
    if (!in.take(text)) {
      throw new ScriptException("the script lacks a " + text);
    }
  }

  private void expectWord(String word) throws ScriptException {
    skipSeparators();
    if (!new PeekedWord(in).text().equals(word)) {
      throw new ScriptException("the script lacks a " + word);
    }
  }
}
