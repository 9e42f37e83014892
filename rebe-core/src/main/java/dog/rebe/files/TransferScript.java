package dog.rebe.files;

import dog.rebe.command.Argument;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The POSIX shell scripts that move files, as the argument lists that run them. The values are
 * arguments of the script and never part of its text, so nothing needs to be quoted.
 */
enum TransferScript {
  PUT("rebe-put", "put.sh"),
  GET("rebe-get", "get.sh");

  private final String name;
  private final String text;

  TransferScript(String name, String resource) {
    this.name = name;
    this.text = load("digest.sh") + load(resource);
  }

  /** The first word of every answer. */
  String answerName() {
    return name;
  }

  List<Argument> arguments(FilePath path, String... values) {
    List<Argument> arguments = new ArrayList<>();
    arguments.add(Argument.of("/bin/sh"));
    arguments.add(Argument.of("-c"));
    arguments.add(Argument.of(text));
    arguments.add(Argument.of(name));
    arguments.add(Argument.of(path.bytes()));
    for (String value : values) {
      arguments.add(Argument.of(value));
    }
    return arguments;
  }

  /** Without its comments, which no node needs. */
  private static String load(String resource) {
    try (InputStream in = TransferScript.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("The script " + resource + " is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.stripLeading().startsWith("#"))
          .collect(Collectors.joining("\n", "", "\n"));
    } catch (IOException e) {
      throw new UncheckedIOException("The script " + resource + " cannot be read", e);
    }
  }
}
