package dog.rebe.chronicle;

import dog.rebe.chronicle.note.SigningKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Another process that opens a chronicle. */
final class OtherJvm {

  private OtherJvm() {}

  /** Starts a process that runs {@link #main} with these arguments. */
  static Process start(String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                OtherJvm.class.getName()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  /** What another process says when it opens this chronicle and closes it again. */
  static String opens(Path file) {
    Process process = null;
    try {
      process = start("open", file.toString());
      return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      if (process != null) {
        process.destroyForcibly();
      }
    }
  }

  /**
   * {@code open FILE} opens and closes; {@code append FILE} appends until it is killed. {@code
   * open-provable FOLDER KEY} and {@code append-provable FOLDER KEY} do so with a provable one.
   */
  public static void main(String[] arguments) {
    try (Chronicle chronicle = chronicle(arguments)) {
      System.out.println("opened");
      for (long i = 0; arguments[0].startsWith("append"); i++) {
        ChronicleEntry entry =
            ChronicleEntry.of(Instant.EPOCH, EntryKind.INTENT, Map.of("text", "entry " + i));
        chronicle.append(entry, Durability.FORCED).toCompletableFuture().join();
        System.out.println(i);
      }
    } catch (ChronicleException e) {
      System.out.println(e.getMessage());
    }
  }

  private static Chronicle chronicle(String[] arguments) {
    Path path = Path.of(arguments[1]);
    if (!arguments[0].endsWith("-provable")) {
      return JsonLinesChronicle.open(path);
    }
    return ProvableChronicle.open(
        path,
        SigningKey.parse(arguments[2]),
        ProvableOptions.defaults().withCheckpointPause(Duration.ofMillis(5)));
  }
}
