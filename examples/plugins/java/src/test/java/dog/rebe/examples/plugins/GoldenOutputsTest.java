package dog.rebe.examples.plugins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dog.rebe.command.DecodeException;
import dog.rebe.command.JsonDecoder;
import dog.rebe.outcome.FailureKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Each decoder makes of every golden output what stands beside it. {@code golden/README.md} says
 * where the outputs are from.
 */
final class GoldenOutputsTest {

  private static final Path GOLDEN = Path.of("src/test/resources/golden");
  private static PackedDecoders decoders;

  @BeforeAll
  static void open() {
    decoders = new PackedDecoders();
  }

  @AfterAll
  static void close() {
    decoders.close();
  }

  @TestFactory
  Stream<DynamicTest> decodesAsExpected() throws IOException {
    List<Path> outputs;
    try (Stream<Path> files = Files.walk(GOLDEN)) {
      outputs = files.filter(file -> file.toString().endsWith(".txt")).sorted().toList();
    }
    assertThat(outputs).hasSizeGreaterThanOrEqualTo(22);
    return outputs.stream()
        .map(
            output ->
                DynamicTest.dynamicTest(
                    GOLDEN.relativize(output).toString(), () -> requireGolden(output)));
  }

  @SuppressWarnings("rawtypes")
  private static void requireGolden(Path output) throws Exception {
    String expected = Files.readString(Path.of(output.toString().replaceFirst("\\.txt$", ".json")));
    String name = output.getName(output.getNameCount() - 2).toString();
    JsonDecoder<Map> any = JsonDecoder.of(Map.class);
    assertThat(decoders.decode(name, Files.readAllBytes(output))).isEqualTo(any.read(expected));
  }

  @Test
  void everyDecoderHasOutputsOfThreeSystems() throws IOException {
    try (Stream<Path> manifests = Files.list(PackedDecoders.MANIFESTS)) {
      for (Path manifest : manifests.toList()) {
        String name = manifest.getFileName().toString().replace(".json", "");
        try (Stream<Path> golden = Files.list(GOLDEN.resolve(name))) {
          assertThat(golden.filter(file -> file.toString().endsWith(".txt"))).hasSizeGreaterThan(2);
        }
      }
    }
  }

  @Test
  void whatIsSomethingElseIsRefused() {
    byte[] other = "There is no such thing here.\nReally!\n".getBytes(StandardCharsets.UTF_8);
    for (String name :
        new String[] {"df", "systemctl-units", "apt-upgradable", "ss-listening", "crontab"}) {
      assertThatThrownBy(() -> decoders.decode(name, other))
          .as(name)
          .isInstanceOfSatisfying(
              DecodeException.class,
              e -> assertThat(e.kind()).isEqualTo(FailureKind.PLUGIN_FAILED));
    }
  }

  @Test
  void bytesThatAreNoTextAreRefused() {
    assertThatThrownBy(() -> decoders.decode("df", new byte[] {-1, -2}))
        .hasMessageContaining("no text in UTF-8");
  }

  @Test
  void aLongOutputIsDecodedWhole() throws Exception {
    StringBuilder output = new StringBuilder();
    for (int i = 0; i < 3000; i++) {
      output.append("tcp LISTEN 0 128 10.0.0.1:").append(i).append(" 0.0.0.0:*\n");
    }
    Map<?, ?> decoded =
        decoders.decode("ss-listening", output.toString().getBytes(StandardCharsets.UTF_8));
    assertThat((List<?>) decoded.get("sockets")).hasSize(3000);
  }
}
