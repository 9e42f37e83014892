package dog.rebe.ssh.openssh;

import static dog.rebe.ssh.Awaiting.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** A program of this machine that our behaviour is compared with. */
public final class Program {

  private final Path executable;

  private Program(Path executable) {
    this.executable = executable;
  }

  /** What a run left. */
  public record Result(int exit, String output, String errors) {

    public Result requireSuccess() {
      assertThat(exit).as("exit; it said: %s%s", output, errors).isZero();
      return this;
    }
  }

  /**
   * Skips the test if the program is not installed, or fails it with {@code -Drebe.requireSystem}.
   */
  public static Program require(String name) {
    List<Path> found =
        Stream.of(System.getenv("PATH").split(":"))
            .map(folder -> Path.of(folder, name))
            .filter(Files::isExecutable)
            .limit(1)
            .toList();
    if (found.isEmpty() && Boolean.getBoolean("rebe.requireSystem")) {
      throw new AssertionError(name + " is not installed, and rebe.requireSystem asks for it");
    }
    Assumptions.assumeFalse(found.isEmpty(), name + " is not installed");
    return new Program(found.get(0));
  }

  public Result run(String... arguments) {
    return run(Map.of(), arguments);
  }

  public Result run(Map<String, String> environment, String... arguments) {
    List<String> line = new ArrayList<>(List.of(executable.toString()));
    line.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(line);
    builder.environment().putAll(environment);
    Path errors = null;
    try {
      errors = Files.createTempFile("program", ".err");
      Process process = builder.redirectError(errors.toFile()).start();
      try {
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(LONG.toSeconds(), TimeUnit.SECONDS))
            .as("%s ends", line)
            .isTrue();
        return new Result(process.exitValue(), output, Files.readString(errors));
      } finally {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      throw new AssertionError("Cannot run " + line, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted while running " + line, e);
    } finally {
      if (errors != null) {
        errors.toFile().delete();
      }
    }
  }
}
