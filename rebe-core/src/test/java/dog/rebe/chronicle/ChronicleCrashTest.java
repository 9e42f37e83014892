package dog.rebe.chronicle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class ChronicleCrashTest {

  @TempDir Path folder;

  @Test
  @Tag("fault-42")
  @Tag("fault-47")
  void keepsEveryForcedEntryWhenTheWriterIsKilledAndRefusesASecondOneUntilThen()
      throws IOException, InterruptedException {
    Path file = folder.resolve("chronicle.jsonl");
    long acknowledged = -1;
    for (int kill = 0; kill < 3; kill++) {
      Process writer = OtherJvm.start("append", file.toString());
      long last = -1;
      try (BufferedReader output = writer.inputReader()) {
        assertThat(output.readLine()).isEqualTo("opened");
        for (int i = 0; i < 20 + 7 * kill; i++) {
          last = Long.parseLong(output.readLine());
        }
        assertThat(secondWriter(file))
            .contains("is open in another program (process " + writer.pid() + ")");
        // Not Process.destroyForcibly, which also closes the output that is still to be read
        writer.toHandle().destroyForcibly();
        String line;
        while ((line = output.readLine()) != null && line.matches("[0-9]+")) {
          last = Long.parseLong(line);
        }
      } finally {
        writer.destroyForcibly();
      }
      assertThat(writer.waitFor()).isEqualTo(137);
      acknowledged = last;

      try (ChronicleReader reader = ChronicleReader.open(file)) {
        List<Object> texts =
            reader.entries().map(recorded -> recorded.entry().fields().get("text")).toList();
        assertThat(texts).contains("entry " + acknowledged);
      }
    }
    assertThat(secondWriter(file)).startsWith("opened");
  }

  private static String secondWriter(Path file) {
    try {
      JsonLinesChronicle.open(file).close();
      return "opened";
    } catch (ChronicleException e) {
      return String.valueOf(e.getMessage());
    }
  }
}
