package dog.rebe.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.ssh.testkit.ConnectionFault;
import dog.rebe.ssh.testkit.EmbeddedFleet;
import dog.rebe.ssh.testkit.NodeDefinition;
import dog.rebe.ssh.testkit.SimulatedSystem;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program on README's first screen, compiled and run on simulated nodes. */
class ReadmeProgramTest {

  @TempDir Path classes;
  @TempDir Path folder;

  @Test
  void tellsTheKernelsAndExplainsTheMachineThatIsOff() throws Exception {
    Snippet program =
        MarkdownPage.all().stream()
            .flatMap(page -> page.snippets().stream())
            .filter(snippet -> snippet.runName().filter("Kernels"::equals).isPresent())
            .findFirst()
            .orElseThrow();
    String main = new SnippetCompilation(classes).compile(program).mainClass();
    try (EmbeddedFleet fleet =
        EmbeddedFleet.start(
            NodeDefinition.of("web-1", SimulatedSystem.debian()),
            NodeDefinition.of("web-2", SimulatedSystem.debian())
                .fault(new ConnectionFault.SwitchedOff()))) {
      fleet.writeTo(folder);
      assertThat(run(main))
          .containsPattern("(?m)^web-1: \\d+\\.\\d+")
          .contains("web-2: The machine web-2 turned us away at the door.");
    }
  }

  private String run(String main) throws IOException, InterruptedException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Process process =
        new ProcessBuilder(
                java,
                "-cp",
                classes + File.pathSeparator + System.getProperty("java.class.path"),
                main)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(printed).isZero();
    return printed;
  }
}
