package dog.rebe.cli.plugin;

import dog.rebe.cli.input.LocalFile;
import dog.rebe.cli.screen.Screen;
import dog.rebe.outcome.VisibleText;
import dog.rebe.robot.GoalField;
import dog.rebe.robot.RobotManifest;
import dog.rebe.robotplugin.PluginRobot;
import dog.rebe.robotplugin.PluginRobotException;
import dog.rebe.sandbox.PluginManifest;
import dog.rebe.sandbox.packaging.PackageSignature;
import dog.rebe.sandbox.packaging.PluginPackage;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows what a package says of itself. Nothing of it runs. */
@Command(
    name = "inspect",
    description =
        "Show what a package says of itself. Nothing of it runs, and nothing is believed.")
final class InspectCommand implements Callable<Integer> {

  private static final int MAX_LINE = 500;

  private final Screen screen;

  @Parameters(index = "0", paramLabel = "PACKAGE", description = "The package.")
  private Path file = Path.of("");

  InspectCommand(Screen screen) {
    this.screen = screen;
  }

  @Override
  public Integer call() {
    LocalFile.readable(file, "The package");
    PluginPackage plugin = PluginFile.read(file);
    PluginManifest manifest = plugin.manifest();
    say("name      " + manifest.name() + " " + manifest.version());
    say("summary   " + manifest.summary());
    say("licence   " + manifest.licence());
    say("interface " + manifest.abi());
    say("verbs     " + String.join(", ", manifest.verbs()));
    say("digest    " + plugin.digest());
    robot(manifest);
    if (manifest.wants().isEmpty()) {
      say("It asks for nothing beyond its input.");
    }
    manifest.words().forEach(this::say);
    for (PackageSignature signature : plugin.signatures()) {
      say("signature " + signature.scheme() + " of the key " + signature.keyId());
    }
    if (plugin.signatures().isEmpty()) {
      say("It is not signed.");
    }
    return 0;
  }

  /** As a robot, if it says that it is one. */
  private void robot(PluginManifest manifest) {
    if (manifest.robot().isEmpty()) {
      return;
    }
    RobotManifest robot;
    try {
      robot = PluginRobot.described(manifest);
    } catch (PluginRobotException e) {
      say("robot     none: " + e.getMessage());
      return;
    }
    say("robot     " + robot.id() + ": " + robot.purpose());
    robot.goalType().fields().forEach(field -> say("goal      " + words(field)));
    robot.goalType().phrases().forEach(phrase -> say("phrase    " + phrase));
    robot.observes().forEach(what -> say("looks at  " + what));
    say(
        "changes   "
            + (robot.changes().isEmpty() ? "nothing" : String.join(", ", robot.changes())));
  }

  private static String words(GoalField field) {
    return field.name()
        + field.standard().map(value -> "=" + value).orElse(" (must be said)")
        + "  "
        + field.meaning();
  }

  private void say(String text) {
    screen.line(VisibleText.line(text, MAX_LINE));
  }
}
