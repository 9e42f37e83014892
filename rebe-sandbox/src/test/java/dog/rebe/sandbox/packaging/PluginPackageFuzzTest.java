package dog.rebe.sandbox.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Packages that travelled: whole and the same when written again, or refused. */
final class PluginPackageFuzzTest {

  private static final String MANIFEST =
      "{\"abi\":\"1.0\",\"name\":\"thing\",\"version\":\"1.2\",\"verbs\":[\"decode\"]}";

  static Stream<byte[]> seeds() throws PackageException {
    byte[] module =
        HexFormat.of()
            .parseHex(
                "0061736d01000000010401600000030201000503010001070a01065f73746172740000"
                    + "0a040102000b");
    PluginPackage plain =
        PluginPackage.pack(module, MANIFEST.getBytes(StandardCharsets.UTF_8), "MIT");
    return Stream.of(
        plain.write(),
        plain.sign(SigningKey.generate(new SecureRandom())).write(),
        withEnvelope("{\"payload\":\"\",\"payloadType\":\"x\",\"signatures\":[]}"),
        withEnvelope(
            "{\"payload\":\"e30=\",\"payloadType\":\"application/vnd.oci.image.manifest.v1+json\","
                + "\"signatures\":[{\"keyid\":\"\\ud800\",\"scheme\":\"s\",\"sig\":\"\"}]}"),
        withEnvelope(envelopeOf("{\"artifactType\":\"application/vnd.rebe.plugin.v1\"}")),
        ByteBuffer.allocate(18)
            .put("rebe-plugin-1\n".getBytes(StandardCharsets.US_ASCII))
            .putInt(-1)
            .array());
  }

  private static String envelopeOf(String payload) {
    return "{\"payload\":\""
        + Base64.getEncoder().encodeToString(payload.getBytes(StandardCharsets.UTF_8))
        + "\",\"payloadType\":\"application/vnd.oci.image.manifest.v1+json\",\"signatures\":[]}";
  }

  private static byte[] withEnvelope(String json) {
    byte[] envelope = json.getBytes(StandardCharsets.UTF_8);
    byte[] magic = "rebe-plugin-1\n".getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocate(magic.length + 4 + envelope.length)
        .put(magic)
        .putInt(envelope.length)
        .put(envelope)
        .array();
  }

  @MethodSource("seeds")
  @FuzzTest
  void areTheSameWhenWrittenAgainOrRefused(byte[] bytes) {
    try {
      PluginPackage read = PluginPackage.read(bytes);
      assertThat(read.write()).isEqualTo(bytes);
      assertThat(read.manifest().name()).isNotEmpty();
    } catch (PackageException e) {
      assertThat(e.getMessage()).isNotEmpty();
    }
  }
}
