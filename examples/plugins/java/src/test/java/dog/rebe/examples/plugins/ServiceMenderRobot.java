package dog.rebe.examples.plugins;

import dog.rebe.command.Command;
import dog.rebe.command.Effect;
import dog.rebe.command.Limits;
import dog.rebe.command.Repetition;
import dog.rebe.robotplugin.PluginRobot;
import dog.rebe.sandbox.Plugin;
import dog.rebe.sandbox.PluginHost;
import dog.rebe.sandbox.PluginLimits;
import dog.rebe.sandbox.packaging.PackageException;
import dog.rebe.sandbox.packaging.PluginPackage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The service mender as its user makes a robot of it. */
final class ServiceMenderRobot {

  private static final Limits COMMANDS = Limits.of(Duration.ofMinutes(1), 64 * 1024);

  private static final PluginLimits PLUGIN =
      PluginLimits.builder()
          .deadline(Duration.ofMinutes(2))
          .memoryBytes(32 << 20)
          .answerBytes(1 << 20)
          .logBytes(10_000)
          .openFiles(0)
          .hostCalls(10_000)
          .build();

  private static final Command<?> FAILED =
      Command.of(
              "systemctl",
              "list-units",
              "--type=service",
              "--state=failed",
              "--plain",
              "--no-legend",
              "--no-pager")
          .readOnly()
          .limits(COMMANDS);

  private ServiceMenderRobot() {}

  static PluginRobot of(PluginHost host) {
    return PluginRobot.of(host, load(host))
        .limits(PLUGIN)
        .commandLimits(COMMANDS)
        .observe("failed-services", FAILED)
        .effects(ServiceMenderRobot::effect)
        .build();
  }

  /** What its user knows: to restart a service changes it, and can be done again. */
  private static Optional<Effect> effect(List<String> arguments) {
    return arguments.size() == 4
            && arguments.subList(0, 3).equals(List.of("systemctl", "restart", "--"))
        ? Optional.of(Effect.changes(Repetition.REPEATABLE))
        : Optional.empty();
  }

  private static Plugin load(PluginHost host) {
    try {
      PluginPackage packed =
          PluginPackage.pack(
              Files.readAllBytes(Path.of("target/wasm/service-mender.wasm")),
              Files.readAllBytes(Path.of("src/main/robots/service-mender.json")),
              "MIT");
      return host.load(packed.module()).value().orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (PackageException e) {
      throw new IllegalStateException(e);
    }
  }
}
