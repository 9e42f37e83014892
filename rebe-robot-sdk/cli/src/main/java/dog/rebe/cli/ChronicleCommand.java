package dog.rebe.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What is done with chronicles. */
@Command(
    name = "chronicle",
    descriptionHeading = "%n",
    description = {"Read a chronicle, and take it to whoever is to check it.", ""},
    synopsisSubcommandLabel = "COMMAND")
final class ChronicleCommand implements Runnable {

  @Spec private CommandSpec spec = CommandSpec.create();

  private ChronicleCommand() {}

  /** The command with its subcommands. */
  static CommandLine of(Terminal terminal) {
    return new CommandLine(new ChronicleCommand())
        .addSubcommand(new ChronicleShowCommand(terminal))
        .addSubcommand(new ChronicleCheckCommand(terminal))
        .addSubcommand(new ChronicleExportCommand(terminal));
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "What should be done? Name a command, for instance: rebe chronicle show FOLDER");
  }
}
