package dog.rebe.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What is done with realms. */
@Command(
    name = "realm",
    descriptionHeading = "%n",
    description = {
      "Make and look after realms: whose machines they are, who may approve, what is allowed.",
      ""
    },
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "A policy is a file in FOLDER/policies/, of any name, with a rule in each line, as in:",
      "    need 1 | It changes something. | plan.impact == \"changes\"",
      "'rebe realm sign FOLDER' signs what lies there. Where a policy is, what no rule allows is"
          + " denied; where none is, the safe policy counts: whatever changes something needs a"
          + " person, and what may break more needs two.",
      "",
      RebeCommand.EXIT_CODES
    })
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
