package dog.rebe.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The verifier in Python under examples, which has none of our code. */
@Timeout(120)
final class PythonVerifierTest {

  private static final Path PYTHON = Path.of("/usr/bin/python3");

  @TempDir Path temporary;
  private Path folder;

  @BeforeEach
  void needsPython() {
    if (!Boolean.getBoolean("rebe.requireSystem")) {
      assumeTrue(Files.isExecutable(PYTHON), PYTHON + " is not there");
    }
    folder = temporary.resolve("chronicle");
  }

  private String verify(Path... bundleAndKnown) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(PYTHON.toString(), "-B", "verify.py"));
    command.add(Sample.KEY.verifier().toString());
    for (Path file : bundleAndKnown) {
      command.add(file.toString());
    }
    Process process =
        new ProcessBuilder(command)
            .directory(verifier().toFile())
            .redirectErrorStream(true)
            .start();
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return process.waitFor() + " " + out;
  }

  private static Path verifier() {
    Path here = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(here.resolve("examples/chronicle-verifier"))) {
      here = here.getParent();
    }
    return here.resolve("examples/chronicle-verifier");
  }

  @Test
  void comesToTheSameResult() throws IOException, InterruptedException {
    Sample.grow(folder, 300);
    Path bundle = Sample.bundle(folder, temporary.resolve("bundle"));
    String root = ChronicleCheck.with(Sample.trusted()).run(bundle).root();
    assertThat(verify(bundle)).isEqualTo("0 proven   301 entries, root " + root + "\n");

    Path known = temporary.resolve("known");
    Files.copy(folder.resolve("checkpoint"), known);
    Sample.grow(folder, 10);
    assertThat(verify(Sample.bundle(folder, temporary.resolve("longer")), known))
        .startsWith("0 proven   312 entries");
    assertThat(verify(bundle, folder.resolve("checkpoint")))
        .contains("Only 301 entries are there, and a checkpoint covers 312");
  }

  @Test
  void findsTamperings() throws IOException, InterruptedException {
    Sample.grow(folder, 50);
    byte[] bundle = Files.readAllBytes(Sample.bundle(folder, temporary.resolve("bundle")));
    Path tampered = temporary.resolve("tampered");
    for (int seed = 0; seed < 20; seed++) {
      Files.write(tampered, Tampering.of(bundle, new Random(seed)));
      assertThat(verify(tampered)).as("seed %d", seed).startsWith("1 PROBLEM");
    }
  }
}
