package dog.rebe.cli;

import dog.rebe.cli.plugin.PluginCommand;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;

/**
 * The subcommands by their names. To build one means to read its options by reflection, and a run
 * of one needs the options of no other: only what was asked for is built.
 */
final class Subcommands {

  private final Map<String, Supplier<Object>> byName = new LinkedHashMap<>();

  Subcommands(Terminal terminal) {
    byName.put("discover", () -> new DiscoverCommand(terminal));
    // The options of what is run are its own, even where -- was forgotten
    byName.put("run", () -> new CommandLine(new RunCommand(terminal)).setStopAtPositional(true));
    byName.put(
        "preview", () -> new CommandLine(new PreviewCommand(terminal)).setStopAtPositional(true));
    byName.put("put", () -> new PutCommand(terminal));
    byName.put("get", () -> new GetCommand(terminal));
    byName.put("enroll", () -> new EnrollCommand(terminal));
    byName.put("doctor", () -> new DoctorCommand(terminal));
    byName.put("plugin", () -> PluginCommand.of(terminal.screen(), terminal.home()));
    byName.put("robot", () -> RobotCommand.of(terminal));
    byName.put("realm", () -> RealmCommand.of(terminal));
    byName.put("chronicle", () -> ChronicleCommand.of(terminal));
    byName.put("verify", () -> new VerifyCommand(terminal));
    byName.put("version", VersionCommand::new);
  }

  /**
   * Adds the one that the first argument names, or all where it names none: they are listed then,
   * or looked through for what was meant.
   */
  void addTo(CommandLine rebe, String... arguments) {
    Supplier<Object> named = arguments.length == 0 ? null : byName.get(arguments[0]);
    if (named == null) {
      byName.forEach((name, subcommand) -> rebe.addSubcommand(name, subcommand.get()));
    } else {
      rebe.addSubcommand(arguments[0], named.get());
    }
  }
}
