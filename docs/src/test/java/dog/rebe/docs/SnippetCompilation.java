package dog.rebe.docs;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/** Compiles a snippet against the class path of the tests. */
final class SnippetCompilation {

  private final Path classes;

  /** Puts classes into this folder. */
  SnippetCompilation(Path classes) {
    this.classes = classes;
  }

  /**
   * Compiles it.
   *
   * @throws AssertionError if it does not compile; names the page and the line
   */
  JavaSource compile(Snippet snippet) throws IOException {
    JavaSource source = JavaSource.of(snippet);
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(found, null, null)) {
      files.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(classes));
      boolean compiled =
          compiler
              .getTask(
                  null,
                  files,
                  found,
                  List.of("--release", "17", "-proc:none"),
                  null,
                  List.of(new Text(source)))
              .call();
      if (!compiled) {
        throw new AssertionError(
            found.getDiagnostics().stream()
                .map(
                    problem ->
                        snippet.page()
                            + ":"
                            + (snippet.line() + problem.getLineNumber())
                            + ": "
                            + problem.getMessage(null))
                .collect(Collectors.joining("\n")));
      }
    }
    return source;
  }

  private static final class Text extends SimpleJavaFileObject {
    private final String text;

    Text(JavaSource source) {
      super(URI.create("string:///" + source.mainClass().replace('.', '/') + ".java"), Kind.SOURCE);
      this.text = source.text();
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
