package dog.rebe.benchmarks.robots;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The verifier of chronicles in Python, which shares no code with what wrote them. */
final class ForeignVerifier {

  private static final int PROVEN = 0;
  private static final int NOT_PROVEN = 1;

  private final Path program;

  /**
   * @param program {@code examples/chronicle-verifier/verify.py}
   */
  ForeignVerifier(Path program) {
    this.program = program;
  }

  /**
   * What it says of a bundle that it proves.
   *
   * @throws IllegalStateException if it does not, or cannot be run
   */
  String said(String key, Path bundle) throws IOException, InterruptedException {
    Answer answer = ask(key, bundle);
    if (answer.exit() != PROVEN) {
      throw new IllegalStateException("The verifier in Python says of " + bundle + ": " + answer);
    }
    return answer.text();
  }

  /** Whether it finds out that one bit in the middle of a bundle was changed. */
  boolean findsAChangedBit(String key, Path bundle) throws IOException, InterruptedException {
    byte[] bytes = Files.readAllBytes(bundle);
    bytes[bytes.length / 2] ^= 1;
    Path changed = Files.write(bundle.resolveSibling(bundle.getFileName() + "-changed"), bytes);
    Answer answer = ask(key, changed);
    Files.delete(changed);
    return answer.exit() == NOT_PROVEN && answer.text().contains("NOT PROVEN");
  }

  private record Answer(int exit, String text) {}

  private Answer ask(String key, Path bundle) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder("python3", "-B", program.toString(), key, bundle.toString())
            .redirectErrorStream(true)
            .start();
    process.getOutputStream().close();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Answer(process.waitFor(), text.strip());
  }
}
