package dog.rebe.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Command lines as a simulated node gets them: understood, or not ours. */
final class LoweredScriptFuzzTest {

  static Stream<byte[]> seeds() {
    return Stream.of(
            "echo \"rebe:0123456789abcdef:run:$$:1:$0\"\nexec 'uname' '-r'",
            "exec sudo -n -u root -- /bin/sh -c 'echo \"rebe:00ff:run:$$:1:$0\"\nexec id'",
            "exec doas -n -u - -- /bin/sh -c 'x'",
            "exec sudo -n -u root -- /bin/sh -c ",
            "rebe_g=4711 rebe_t=1",
            "rebe_g=99999999999999999999 rebe_t=1",
            "exec /bin/sh -c 'exec id' rebe$status",
            "exec /bin/sh -c rebe$status",
            "uname -a")
        .map(Latin1::bytes);
  }

  @MethodSource("seeds")
  @FuzzTest
  void understandsOrSaysThatItIsNotOurs(byte[] commandLine) {
    Optional<LoweredScript> read = LoweredScript.read(commandLine);
    read.ifPresent(script -> assertThat(script.toString()).isNotEmpty());
  }

  @MethodSource("seeds")
  @FuzzTest
  void readsBackTheWordsThatItQuoted(byte[] word) {
    byte[] quoted = ShellQuoting.posix(word);
    String text = new Latin1(word).text();
    assertThat(ShellWords.read(new Latin1(quoted).text())).contains(List.of(text));
    // A script of ours has several lines, and this variable is its own.
    if (!text.contains("rebe_n")) {
      byte[] script = Latin1.bytes(text + "\n");
      assertThat(AnyShellText.unwrap(AnyShellText.wrap(script))).contains(script);
    }
  }
}
