package dog.rebe.sandbox.previewer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ToolModuleTest {

  private static final String COMPILER = "14.0.6";

  @TempDir Path folder;

  @Test
  void isBuiltFromTheSourceBesideIt() throws Exception {
    boolean installed =
        says(COMPILER, "clang-14", "--version")
            && Files.exists(Path.of("/usr/lib/wasm32-wasi/libc.a"))
            && says("14", "wasm-ld-14", "--version");
    assumeTrue(
        installed,
        "clang-14 " + COMPILER + ", lld-14 and wasi-libc of Debian 12 are not installed");
    Path built = folder.resolve("tools.wasm");
    Process process =
        new ProcessBuilder("preview-tools/build.sh", built.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(said).isZero();
    assertThat(Files.readAllBytes(built)).isEqualTo(ToolModule.bytes());
  }

  private static boolean says(String text, String... command) throws Exception {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.waitFor() == 0 && said.contains(text);
    } catch (java.io.IOException e) {
      return false;
    }
  }
}
