package dog.rebe.docs;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A snippet as a source file. A snippet that declares types stands at top level; one that consists
 * of statements becomes the body of a {@code main}. What the pages leave out is imported here.
 */
record JavaSource(String className, String text) {

  private static final Pattern TYPE =
      Pattern.compile("(?m)^(?:public |final |sealed )*(?:class|record|interface|enum) (\\w+)");

  private static final List<String> IMPORTS =
      List.of(
          "java.nio.charset.StandardCharsets",
          "java.nio.file.Files",
          "java.nio.file.Path",
          "java.time.Duration",
          "java.util.*",
          "java.util.concurrent.CompletableFuture",
          "java.util.concurrent.TimeUnit",
          "java.util.stream.Stream",
          "dog.rebe.change.*",
          "dog.rebe.chronicle.*",
          "dog.rebe.chronicle.note.*",
          "dog.rebe.chronicle.tree.*",
          "dog.rebe.chronicle.witness.*",
          "dog.rebe.command.*",
          "dog.rebe.execution.*",
          "dog.rebe.execution.local.*",
          "dog.rebe.files.*",
          "dog.rebe.node.*",
          "dog.rebe.facts.*",
          "dog.rebe.outcome.*",
          "dog.rebe.realm.*",
          "dog.rebe.verify.*",
          "dog.rebe.protocol.*",
          "dog.rebe.protocol.carrier.*",
          "dog.rebe.ssh.*",
          "dog.rebe.ssh.config.SshConfig",
          "dog.rebe.ssh.testkit.*",
          "dog.rebe.testkit.*");

  /** The source of a snippet. */
  static JavaSource of(Snippet snippet) {
    String imports =
        IMPORTS.stream().map(name -> "import " + name + ";").collect(Collectors.joining(" "));
    String own =
        snippet.text().lines().filter(JavaSource::isImport).collect(Collectors.joining(" "));
    // What is no import stays on its line, so that a compiler's line leads to the page
    String body =
        snippet
            .text()
            .lines()
            .map(line -> isImport(line) ? "" : line)
            .collect(Collectors.joining("\n"));
    String name = snippet.className();
    String rest =
        TYPE.matcher(body).find()
            ? body.replaceAll(
                "(?m)^public (?=(?:final |sealed )*(?:class|record|interface|enum) )", "")
            : "final class "
                + name
                + " { public static void main(String[] args) throws Exception {"
                + body
                + "\n}}";
    return new JavaSource(
        name,
        "package snippets."
            + name.toLowerCase(java.util.Locale.ROOT)
            + "; "
            + imports
            + " "
            + own
            + " "
            + rest
            + "\n");
  }

  private static boolean isImport(String line) {
    return line.startsWith("import ");
  }

  /** The class that has its {@code main}. */
  String mainClass() {
    return "snippets." + className.toLowerCase(java.util.Locale.ROOT) + "." + mainName();
  }

  private String mainName() {
    java.util.regex.Matcher types = TYPE.matcher(text);
    return text.contains("final class " + className + " ")
        ? className
        : types
            .results()
            .map(found -> found.group(1))
            .filter(name -> text.indexOf("static void main(") > text.indexOf(" " + name))
            .reduce((first, second) -> second)
            .orElse(className);
  }
}
