package dog.rebe.examples.plugins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dog.rebe.command.DecodeException;
import dog.rebe.command.JsonDecoder;
import dog.rebe.outcome.CapturedOutput;
import dog.rebe.outcome.CapturedStream;
import dog.rebe.outcome.ExitStatus;
import dog.rebe.outcome.FailureKind;
import dog.rebe.sandbox.LoadLimits;
import dog.rebe.sandbox.Plugin;
import dog.rebe.sandbox.PluginDecoder;
import dog.rebe.sandbox.PluginHost;
import dog.rebe.sandbox.PluginLimits;
import dog.rebe.sandbox.packaging.PackageException;
import dog.rebe.sandbox.packaging.PluginPackage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Each decoder makes of every golden output what stands beside it. The outputs are written after
 * those of the systems that they are named for, cut to a few telling lines.
 */
final class GoldenOutputsTest {

  private static final Path GOLDEN = Path.of("src/test/resources/golden");
  private static final Path MANIFESTS = Path.of("src/main/plugins");

  private static final PluginLimits LIMITS =
      PluginLimits.builder()
          .deadline(Duration.ofSeconds(20))
          .memoryBytes(32L << 20)
          .answerBytes(1 << 20)
          .logBytes(10_000)
          .openFiles(0)
          .hostCalls(10_000)
          .build();

  private static PluginHost host;

  @BeforeAll
  static void open() {
    host = PluginHost.builder(new LoadLimits(Duration.ofSeconds(60), 4 << 20)).build();
  }

  @AfterAll
  static void close() {
    host.close();
  }

  /** The module under this name, packed as anybody would pack it. */
  private static Plugin plugin(String name) throws IOException, PackageException {
    PluginPackage packed =
        PluginPackage.pack(
            Files.readAllBytes(Path.of("target/wasm/decoders.wasm")),
            Files.readAllBytes(MANIFESTS.resolve(name + ".json")),
            "MIT");
    return host.load(packed.module()).value().orElseThrow();
  }

  @SuppressWarnings("rawtypes")
  private static Map<?, ?> decode(String name, byte[] output)
      throws IOException, PackageException, DecodeException {
    JsonDecoder<Map> any = JsonDecoder.of(Map.class);
    return PluginDecoder.of(host, plugin(name), LIMITS, any)
        .decode(
            new CapturedOutput(CapturedStream.of(output), CapturedStream.empty()),
            new ExitStatus(0));
  }

  @TestFactory
  Stream<DynamicTest> decodesAsExpected() throws IOException {
    List<Path> outputs;
    try (Stream<Path> files = Files.walk(GOLDEN)) {
      outputs = files.filter(file -> file.toString().endsWith(".txt")).sorted().toList();
    }
    assertThat(outputs).hasSizeGreaterThanOrEqualTo(15);
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
    assertThat(decode(name, Files.readAllBytes(output))).isEqualTo(any.read(expected));
  }

  @Test
  void everyDecoderHasOutputsOfThreeSystems() throws IOException {
    try (Stream<Path> manifests = Files.list(MANIFESTS)) {
      for (Path manifest : manifests.toList()) {
        String name = manifest.getFileName().toString().replace(".json", "");
        try (Stream<Path> golden = Files.list(GOLDEN.resolve(name))) {
          assertThat(golden.filter(file -> file.toString().endsWith(".txt"))).hasSize(3);
        }
      }
    }
  }

  @Test
  void whatIsSomethingElseIsRefused() {
    byte[] other = "There is no such thing here.\nReally!\n".getBytes(StandardCharsets.UTF_8);
    for (String name :
        new String[] {"df", "systemctl-units", "apt-upgradable", "ss-listening", "crontab"}) {
      assertThatThrownBy(() -> decode(name, other))
          .as(name)
          .isInstanceOfSatisfying(
              DecodeException.class,
              e -> assertThat(e.kind()).isEqualTo(FailureKind.PLUGIN_FAILED));
    }
  }

  @Test
  void bytesThatAreNoTextAreRefused() {
    assertThatThrownBy(() -> decode("df", new byte[] {-1, -2}))
        .hasMessageContaining("no text in UTF-8");
  }

  @Test
  void aLongOutputIsDecodedWhole() throws Exception {
    StringBuilder output = new StringBuilder();
    for (int i = 0; i < 3000; i++) {
      output.append("tcp LISTEN 0 128 10.0.0.1:").append(i).append(" 0.0.0.0:*\n");
    }
    Map<?, ?> decoded = decode("ss-listening", output.toString().getBytes(StandardCharsets.UTF_8));
    assertThat((List<?>) decoded.get("sockets")).hasSize(3000);
  }

  @Test
  void thisMachinesFileSystemsAreDecoded() throws Exception {
    Path df = Path.of("/bin/df");
    org.junit.jupiter.api.Assumptions.assumeTrue(Files.isExecutable(df), "no /bin/df here");
    Process process =
        new ProcessBuilder(df.toString(), "-P", "-k").redirectErrorStream(false).start();
    byte[] output = process.getInputStream().readAllBytes();
    process.waitFor();
    Map<?, ?> decoded = decode("df", output);
    long lines = new String(output, StandardCharsets.UTF_8).lines().count();
    assertThat((List<?>) decoded.get("fileSystems")).hasSize((int) lines - 1);
  }
}
