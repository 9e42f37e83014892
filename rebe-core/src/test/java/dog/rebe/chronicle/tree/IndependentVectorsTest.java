package dog.rebe.chronicle.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Proofs, right and wrong ones, that another implementation made: a Python program that has the
 * recursive definitions of RFC 9162 and nothing of this code.
 */
final class IndependentVectorsTest {

  private static final Path PYTHON = Path.of("/usr/bin/python3");

  @TempDir Path folder;

  @BeforeEach
  void makesVectors() throws IOException, InterruptedException {
    if (!Boolean.getBoolean("rebe.requireSystem")) {
      assumeTrue(Files.isExecutable(PYTHON), PYTHON + " is not there");
    }
    Process process =
        new ProcessBuilder(
                PYTHON.toString(), "-B", program().toString(), folder.toAbsolutePath().toString())
            .redirectErrorStream(true)
            .start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
  }

  private static Path program() {
    Path here = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(here.resolve("examples/chronicle-verifier"))) {
      here = here.getParent();
    }
    return here.resolve("examples/chronicle-verifier/vectors.py");
  }

  @Test
  void judgesInclusionAsAnotherImplementationDoes() throws IOException {
    MerkleVectors.ofFolder(folder.resolve("inclusion")).judgeInclusion();
  }

  @Test
  void judgesConsistencyAsAnotherImplementationDoes() throws IOException {
    MerkleVectors.ofFolder(folder.resolve("consistency")).judgeConsistency();
  }
}
