package dog.rebe.cli;

import dog.rebe.cli.json.RobotLines;
import dog.rebe.cli.screen.Screen;
import dog.rebe.cli.screen.Tone;
import dog.rebe.outcome.VisibleText;
import dog.rebe.robot.RobotManifest;
import dog.rebe.runner.Proposed;

/** Tells that a robot proposes nothing: because all is well, or because nobody could see. */
final class FoundNothing {

  private static final int MAX_LINE = 2_000;

  private FoundNothing() {}

  static ExitCode tell(Proposed found, RobotManifest robot, boolean json, Terminal terminal) {
    Screen screen = terminal.screen();
    boolean well = found.isWell();
    if (json) {
      screen.line(RobotLines.nothing(robot, found.coverage(), terminal.clock().instant()));
    } else {
      screen.line(well ? Tone.PLAIN : Tone.BAD, VisibleText.line(found.words(), MAX_LINE));
    }
    return well ? ExitCode.OK : ExitCode.SOME_FAILED;
  }
}
