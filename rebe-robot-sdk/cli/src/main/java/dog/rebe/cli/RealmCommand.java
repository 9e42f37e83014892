package dog.rebe.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What is done with realms. */
@Command(
    name = "realm",
    description = {
      "",
      "Make and look after realms: whose machines they are, who may approve, what is allowed.",
      ""
    },
    synopsisSubcommandLabel = "COMMAND")
final class RealmCommand implements Runnable {

  @Spec private CommandSpec spec = CommandSpec.create();

  private RealmCommand() {}

  /** The command with its subcommands. */
  static CommandLine of(Terminal terminal) {
    return new CommandLine(new RealmCommand())
        .addSubcommand(new RealmInitCommand(terminal))
        .addSubcommand(new RealmSignCommand(terminal))
        .addSubcommand(new RealmShowCommand(terminal))
        .addSubcommand(new RealmCheckCommand(terminal))
        .addSubcommand(new RealmTrustCommand(terminal))
        .addSubcommand(new RealmKeyCommand(terminal));
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "What should be done? Name a command, for instance: rebe realm init FOLDER");
  }
}
