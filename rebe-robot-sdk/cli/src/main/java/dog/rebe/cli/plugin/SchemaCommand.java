package dog.rebe.cli.plugin;

import dog.rebe.cli.input.BadInput;
import dog.rebe.cli.screen.Screen;
import dog.rebe.sandbox.PluginSchemas;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Prints what a plugin reads and writes, for authors in other languages than Java. */
@Command(
    name = "schema",
    description = {
      "Print the JSON Schema of what a plugin reads or writes.",
      "Without NAME, the names of all."
    },
    footer = {"", "Example:  rebe plugin schema decode-request"})
final class SchemaCommand implements Callable<Integer> {

  private final Screen screen;

  @Parameters(index = "0", arity = "0..1", paramLabel = "NAME", description = "Which schema.")
  private Optional<String> name = Optional.empty();

  SchemaCommand(Screen screen) {
    this.screen = screen;
  }

  @Override
  public Integer call() {
    if (name.isEmpty()) {
      PluginSchemas.names().forEach(screen::line);
      return 0;
    }
    try {
      PluginSchemas.text(name.get()).lines().forEach(screen::line);
      return 0;
    } catch (IllegalArgumentException e) {
      throw new BadInput(String.valueOf(e.getMessage()), e);
    }
  }
}
