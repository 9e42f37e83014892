package dog.rebe.cli;

import dog.rebe.cli.json.RobotLines;
import dog.rebe.cli.screen.Screen;
import dog.rebe.robot.Goal;
import dog.rebe.robot.Robot;
import dog.rebe.runner.PlainSummary;
import dog.rebe.runner.Proposal;
import dog.rebe.runner.Proposed;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lets a robot look and plan, and changes nothing. */
@Command(
    name = "plan",
    descriptionHeading = "%n",
    description = {
      "Let a robot look at machines and say what it would change.",
      "Nothing is changed. With --save the proposal can be approved and applied later.",
      ""
    },
    footer = {"", "Example:  rebe robot plan disk-janitor --realm farm --save janitor.plan"})
final class RobotPlanCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Mixin private RobotAsking asking = new RobotAsking();

  @Option(
      names = "--save",
      paramLabel = "FILE",
      description = "Keep the proposal in a new file, for 'rebe robot approve' and 'apply'.")
  private @Nullable Path save;

  @Option(names = "--json", description = "Print one JSON object and nothing else.")
  private boolean json;

  RobotPlanCommand(Terminal terminal) {
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
    Screen screen = terminal.screen();
    try (RobotWorkplace workplace = used.open(robot, terminal)) {
      Proposed found = used.found(robot, goal, workplace, terminal);
      Instant now = terminal.clock().instant();
      int nodes = workplace.nodes().size();
      if (found.proposal().isEmpty()) {
        return FoundNothing.tell(found, robot.manifest(), json, terminal).number();
      }
      Proposal one = found.orElseThrow();
      if (json) {
        screen.line(RobotLines.plan(one, nodes, PlainSummary.of(one), now));
      } else {
        RunApproval.show(one, screen);
        screen.line("Digest: " + one.subject());
      }
      if (new RunApproval(terminal).isDenied(one)) {
        return ExitCode.NOT_APPROVED.number();
      }
      Optional.ofNullable(save).ifPresent(file -> new ProposalFile(file).keep(one, screen));
      return (found.coverage().isWhole() ? ExitCode.OK : ExitCode.SOME_FAILED).number();
    }
  }
}
