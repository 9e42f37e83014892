package dog.rebe.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
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
    assertThat(ShellWords.read(new String(quoted, StandardCharsets.ISO_8859_1)))
        .contains(List.of(new String(word, StandardCharsets.ISO_8859_1)));
    assertThat(AnyShellText.unwrap(AnyShellText.wrap(word))).contains(word);
  }
}
