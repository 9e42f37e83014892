package dog.rebe.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What is done with robots. */
@Command(
    name = "robot",
    descriptionHeading = "%n",
    description = {
      "Let robots look after machines: they plan, people approve, and only then anything changes.",
      ""
    },
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Try it without any machine:  rebe robot run disk-janitor",
      RebeCommand.EXIT_CODES
    })
final class RobotCommand implements Runnable {

  @Spec private CommandSpec spec = CommandSpec.create();

  private RobotCommand() {}

  /** The command with its subcommands. */
  static CommandLine of(Terminal terminal) {
    return new CommandLine(new RobotCommand())
        .addSubcommand(new RobotListCommand(terminal))
        .addSubcommand(new RobotShowCommand(terminal))
        .addSubcommand(new RobotRunCommand(terminal))
        .addSubcommand(new RobotPlanCommand(terminal))
        .addSubcommand(new RobotApproveCommand(terminal))
        .addSubcommand(new RobotApplyCommand(terminal))
        .addSubcommand(new RobotStatusCommand(terminal))
        .addSubcommand(new RobotResumeCommand(terminal))
        .addSubcommand(new RobotUndoCommand(terminal));
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "What should be done? Name a command, for instance: rebe robot list");
  }
}
