package dog.rebe.benchmarks.acceptance;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A {@link RegionalAgent} that this process started, and may kill. */
final class RegionProcess implements AutoCloseable {

  private final Process process;

  private RegionProcess(Process process) {
    this.process = process;
  }

  static RegionProcess start(Path fleet, int first, int count, Path socket) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                RegionalAgent.class.getName(),
                fleet.toString(),
                Integer.toString(first),
                Integer.toString(count),
                socket.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String said =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))
            .readLine();
    if (!"ready".equals(said)) {
      process.destroyForcibly();
      throw new IOException("An agent did not start: it said " + said);
    }
    return new RegionProcess(process);
  }

  /** As by {@code kill -9}. */
  void kill() {
    process.destroyForcibly();
  }

  @Override
  public void close() {
    process.destroy();
  }
}
