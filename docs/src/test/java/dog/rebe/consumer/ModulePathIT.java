package dog.rebe.consumer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compiles and runs a program that is a module of its own. */
final class ModulePathIT {
  private static final Path SOURCES = Path.of("src", "test", "consumer");
  private static final Path JARS = Path.of("target", "modules");

  @TempDir Path folder;

  @Test
  void aModuleUsesOurs() throws IOException, InterruptedException {
    Path classes = folder.resolve("classes");
    assertThat(run(compile(classes))).isEmpty();

    assertThat(run(launch(classes)))
        .containsExactly(
            "uses dog.rebe.core",
            "named dog.rebe.core",
            "named dog.rebe.core.testkit",
            "named dog.rebe.protocol",
            "named dog.rebe.robot",
            "named dog.rebe.sandbox",
            "named dog.rebe.ssh",
            "named dog.rebe.ssh.testkit");
  }

  private static List<String> compile(Path classes) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                tool("javac"),
                "--release",
                "17",
                "-Xlint:all,-requires-automatic,-requires-transitive-automatic",
                "-Werror",
                "-d",
                classes.toString(),
                "--module-path",
                JARS.toString()));
    try (Stream<Path> files = Files.walk(SOURCES)) {
      files.map(Path::toString).filter(file -> file.endsWith(".java")).forEach(command::add);
    }
    return command;
  }

  private static List<String> launch(Path classes) {
    return List.of(
        tool("java"),
        "--module-path",
        classes + File.pathSeparator + JARS,
        "--module",
        "com.example.consumer/com.example.consumer.Main");
  }

  private static String tool(String name) {
    return Path.of(System.getProperty("java.home"), "bin", name).toString();
  }

  private List<String> run(List<String> command) throws IOException, InterruptedException {
    Path output = folder.resolve("output");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      assertThat(process.waitFor(5, TimeUnit.MINUTES)).as("%s ended", command).isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.exitValue()).as(Files.readString(output, UTF_8)).isZero();
    return Files.readAllLines(output, UTF_8);
  }
}
