package dog.rebe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ctrl-C in the middle: a clean end that tells what was done. */
class InterruptTest {

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"INT, 130", "TERM, 143"})
  void endsDiscoveryWithASummary(String signal, int exit) throws Exception {
    try (Child rebe = Child.start(folder, "discover", "--json", "--deadline", "10m")) {
      // The first machines have answered; one that hangs keeps the run going
      rebe.awaitText("\"status\":\"ok\"");
      rebe.signal(signal);
      assertThat(rebe.exit()).isEqualTo(exit);
      assertThat(rebe.out().lines().filter(line -> line.contains("\"type\":\"node\""))).hasSize(50);
      assertThat(rebe.out().lines().reduce((first, last) -> last))
          .hasValueSatisfying(
              last ->
                  assertThat(last).contains("\"type\":\"summary\"", "\"stopped\":\"cancelled\""));
      assertThat(rebe.err()).doesNotContain("Exception");
    }
  }

  @Test
  void leavesNoProcessOnTheNode() throws Exception {
    Path started = folder.resolve("started");
    try (Child rebe =
        Child.start(
            folder,
            "run",
            "--read-only",
            "-d",
            "10m",
            "-m",
            "1k",
            "-n",
            "local:",
            "--script",
            "echo $$ >" + started + "; sleep 1000 & sleep 1000; echo never")) {
      Awaitility.await()
          .atMost(Duration.ofMinutes(3))
          .until(() -> Files.exists(started) && Files.size(started) > 0);
      long shell = Long.parseLong(Files.readString(started).strip());
      rebe.signal("INT");
      assertThat(rebe.exit()).isEqualTo(130);
      assertThat(rebe.out()).contains("You stopped it.").contains("cancelled, stopped");
      assertThat(membersOfGroup(shell)).isZero();
    }
  }

  /** Living processes in the group of this leader; zombies do not count. */
  private static long membersOfGroup(long leader) throws IOException {
    try (var processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
      long members = 0;
      for (Path process : processes) {
        try {
          String stat = Files.readString(process.resolve("stat"));
          String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
          boolean alive = !fields[0].equals("Z") && !fields[0].equals("X");
          members += alive && Long.parseLong(fields[2]) == leader ? 1 : 0;
        } catch (IOException gone) {
          // It ended while we looked
        }
      }
      return members;
    }
  }
}
