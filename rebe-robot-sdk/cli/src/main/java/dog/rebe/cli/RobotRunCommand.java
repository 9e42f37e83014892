package dog.rebe.cli;

import dog.rebe.chronicle.note.SigningKey;
import dog.rebe.cli.input.BadInput;
import dog.rebe.cli.input.SigningKeyFile;
import dog.rebe.cli.input.WaveArguments;
import dog.rebe.robot.Goal;
import dog.rebe.robot.Robot;
import dog.rebe.runner.ApplyOptions;
import dog.rebe.runner.Proposal;
import dog.rebe.runner.Proposed;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Plans, asks whoever sits here, and applies. */
@Command(
    name = "run",
    descriptionHeading = "%n",
    description = {
      "Let a robot plan, show what it would do, ask you for your approval, and do it in waves.",
      "Where no machine and no realm is named it works on machines inside this process.",
      ""
    },
    footer = {
      "",
      "Example:  rebe robot run disk-janitor",
      "Example:  rebe robot run disk-janitor --realm farm --key farm.keys/anna.key"
    })
final class RobotRunCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Mixin private RobotAsking asking = new RobotAsking();

  @Option(
      names = "--key",
      paramLabel = "FILE",
      description = "Your private key, whose public half the realm's owner has named.")
  private @Nullable Path key;

  @Option(
      names = "--yes",
      description = "Do not ask. Only for the machines inside this process, which are nobody's.")
  private boolean yes;

  @ArgGroup(validate = false, heading = "%nIn which waves:%n")
  private WaveArguments waves = new WaveArguments();

  @Option(names = "--json", description = "Print one JSON object per line and nothing else.")
  private boolean json;

  RobotRunCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    try (RobotAsking used = asking) {
      return called(used);
    }
  }

  private int called(RobotAsking used) {
    Robot<?> robot = used.robot(terminal);
    Goal goal = used.goal(robot);
    ApplyOptions options = waves.options();
    Optional<SigningKey> own =
        Optional.ofNullable(key).map(file -> SigningKeyFile.read(file, "--key"));
    try (RobotWorkplace workplace = used.open(robot, terminal)) {
      if (yes && !workplace.isDemo()) {
        throw new BadInput("--yes is for machines that are none: type the digits, or use --save");
      }
      if (workplace.passingKey().isPresent() && !workplace.isDemo()) {
        throw new BadInput(
            "Machines are changed in a realm only, which says who may approve. Make one with: rebe"
                + " realm init FOLDER. What would be done shows: rebe robot plan");
      }
      Optional<SigningKey> signer = own.isPresent() ? own : workplace.passingKey();
      Proposed found = used.found(robot, goal, workplace, terminal);
      Optional<Proposal> proposal = found.proposal();
      if (proposal.isEmpty()) {
        return FoundNothing.tell(found, robot.manifest(), json, terminal).number();
      }
      RunDecision decision = new RunDecision(terminal, json);
      decision.show(proposal.get(), workplace.nodes().size());
      return (yes
              ? decision.unasked(robot, proposal.get(), workplace, signer, options)
              : decision.decided(robot, proposal.get(), workplace, signer, options))
          .number();
    }
  }
}
