package dog.rebe.execution.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

final class AsciiScriptTest {

  @Test
  void leavesAsciiAsItIs() {
    assertThat(AsciiScript.of("echo 'it''s' \\n %s\n".getBytes(StandardCharsets.US_ASCII)))
        .isEqualTo("echo 'it''s' \\n %s\n");
  }

  @Provide
  Arbitrary<byte[]> words() {
    return Arbitraries.bytes().filter(b -> b != 0 && b != '\'').array(byte[].class).ofMaxSize(60);
  }

  @Property(tries = 60)
  void bringsEveryByteToTheShell(@ForAll("words") byte[] word) throws IOException {
    assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "there is no /bin/sh");
    byte[] before = "printf %s 'ä".getBytes(StandardCharsets.UTF_8);
    byte[] script = new byte[before.length + word.length + 1];
    System.arraycopy(before, 0, script, 0, before.length);
    System.arraycopy(word, 0, script, before.length, word.length);
    script[script.length - 1] = '\'';
    Process shell =
        new ProcessBuilder(List.of("/bin/sh", "-c", AsciiScript.of(script)))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    byte[] output = shell.getInputStream().readAllBytes();

    assertThat(output).startsWith("ä".getBytes(StandardCharsets.UTF_8)).endsWith(word);
    assertThat(output).hasSize(2 + word.length);
  }
}
