package dog.rebe.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Manifests of plugins: understood, or refused before any code runs. */
final class PluginManifestFuzzTest {

  static Stream<byte[]> seeds() {
    return Stream.of(
            "{\"abi\":\"1.0\",\"name\":\"thing\",\"version\":\"1.2\",\"verbs\":[\"decode\"],"
                + "\"summary\":\"s\",\"licence\":\"MIT\",\"wants\":[{\"grant\":\"read-folder\","
                + "\"subject\":\"/d\",\"reason\":\"r\",\"required\":true}]}",
            "{\"abi\":\"1\",\"name\":\"\",\"version\":\"\",\"verbs\":[]}",
            "{\"abi\":\"99999999999.0\",\"name\":\"a\",\"version\":\"1\",\"verbs\":[\"x\"]}",
            "{\"abi\":\"1.0\",\"abi\":\"1.0\"}",
            "{\"wants\":[null]}",
            "[]",
            "null",
            "\"\\ud800\"")
        .map(text -> text.getBytes(StandardCharsets.UTF_8));
  }

  @MethodSource("seeds")
  @FuzzTest
  void areUnderstoodOrRefused(byte[] bytes) {
    try {
      PluginManifest manifest = PluginManifest.parse(bytes);
      assertThat(manifest.name()).isNotEmpty();
      assertThat(manifest.verbs()).isNotNull();
    } catch (ManifestException e) {
      assertThat(e.getMessage()).isNotEmpty();
    }
  }
}
