package dog.rebe.cli.plugin;

import dog.rebe.cli.screen.Screen;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What is done with plugins. */
@Command(
    name = "plugin",
    description = "Run, look into, pack, sign, install and revoke plugins in WebAssembly.",
    synopsisSubcommandLabel = "COMMAND")
public final class PluginCommand implements Runnable {

  @Spec private CommandSpec spec = CommandSpec.create();

  private PluginCommand() {}

  /**
   * The command with its subcommands.
   *
   * @param home the home directory, in which plugins are installed unless something else is said
   */
  public static CommandLine of(Screen screen, Path home) {
    return new CommandLine(new PluginCommand())
        .addSubcommand(new RunPluginCommand(screen, home))
        .addSubcommand(new InspectCommand(screen))
        .addSubcommand(new PackCommand(screen))
        .addSubcommand(new KeyCommand(screen))
        .addSubcommand(new SignCommand(screen))
        .addSubcommand(new InstallCommand(screen, home))
        .addSubcommand(new RevokeCommand(screen))
        .addSubcommand(new SchemaCommand(screen));
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "What should be done? Name a command, for instance: rebe plugin inspect FILE");
  }
}
