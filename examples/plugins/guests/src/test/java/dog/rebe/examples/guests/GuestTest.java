package dog.rebe.examples.guests;

import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.cli.plugin.PluginCommand;
import dog.rebe.cli.screen.Screen;
import dog.rebe.command.JsonDecoder;
import dog.rebe.sandbox.testkit.PluginConformance;
import dog.rebe.sandbox.testkit.PluginSample;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds for each of the guests: it conforms, and runs from the command line. */
interface GuestTest extends PluginConformance {

  BuiltGuest guest();

  @Override
  default byte[] module() throws Exception {
    return guest().pack().module();
  }

  @Test
  @SuppressWarnings("rawtypes")
  default void runsFromTheCommandLine(@TempDir Path folder) throws Exception {
    Path plugin = Files.write(folder.resolve("plugin.rebe"), guest().pack().write());
    JsonDecoder<Map> json = JsonDecoder.of(Map.class);
    for (PluginSample sample : samples()) {
      Path request = Files.writeString(folder.resolve("request"), sample.request());
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      ByteArrayOutputStream err = new ByteArrayOutputStream();
      int exit =
          PluginCommand.of(screen(out, err), folder)
              .execute(
                  "run",
                  "-d",
                  "2m",
                  "--memory",
                  "16MiB",
                  "-m",
                  "4MiB",
                  plugin.toString(),
                  sample.verb(),
                  request.toString());
      assertThat(exit).as(() -> err.toString(StandardCharsets.UTF_8)).isZero();
      Map<?, ?> answer = json.read(out.toString(StandardCharsets.UTF_8));
      Map<?, ?> expected = json.read(sample.answer());
      assertThat(answer).isEqualTo(expected);
    }
  }

  private static Screen screen(ByteArrayOutputStream out, ByteArrayOutputStream err) {
    return Screen.of(
        new PrintStream(out, false, StandardCharsets.UTF_8),
        new PrintStream(err, false, StandardCharsets.UTF_8),
        StandardCharsets.UTF_8,
        Map.of(),
        false,
        false);
  }
}
