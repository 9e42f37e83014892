package dog.rebe.sandbox.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a package signs is an image manifest as OCI's image specification 1.1 describes it, so that
 * a registry can hold it one day without another digest.
 */
final class OciManifestTest {

  /** RFC 6838, section 4.2: what a name of a type and of a subtype may be; OCI demands it. */
  private static final String MEDIA_TYPE =
      "[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}/[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}";

  /** The suffixes that are registered (RFC 6838, section 4.2.8) and occur here. */
  private static final Set<String> SUFFIXES = Set.of("json");

  private PluginPackage plugin;
  private JsonNode manifest;

  @BeforeEach
  void pack() throws PackageException {
    byte[] module =
        HexFormat.of()
            .parseHex(
                "0061736d01000000010401600000030201000503010001070a01065f73746172740000"
                    + "0a040102000b");
    String json = "{\"abi\":\"1.0\",\"name\":\"thing\",\"version\":\"1.2\",\"verbs\":[\"decode\"]}";
    plugin = PluginPackage.pack(module, json.getBytes(StandardCharsets.UTF_8), "MIT");
    manifest = JsonMapper.shared().readTree(plugin.envelope().payload());
  }

  @Test
  void hasTheFieldsOfAnImageManifestAndNoOthers() {
    assertThat(new TreeSet<>(manifest.propertyNames()))
        .containsExactly("artifactType", "config", "layers", "mediaType", "schemaVersion");
    assertThat(manifest.get("schemaVersion").intValue()).isEqualTo(2);
    assertThat(manifest.get("mediaType").stringValue())
        .isEqualTo("application/vnd.oci.image.manifest.v1+json");
    assertThat(manifest.get("layers").size()).isPositive();
  }

  @Test
  void itsTypesAreOnesThatARegistryTakes() {
    for (String type : types()) {
      assertThat(type).matches(MEDIA_TYPE);
      if (type.contains("+")) {
        assertThat(SUFFIXES).contains(type.substring(type.lastIndexOf('+') + 1));
      }
    }
    assertThat(types())
        .as("of an artifact and no image, in which the module has its registered type")
        .containsExactly(
            "application/vnd.rebe.plugin.v1",
            "application/vnd.rebe.plugin.manifest.v1+json",
            "application/wasm",
            "text/plain");
  }

  private List<String> types() {
    return List.of(
        manifest.get("artifactType").stringValue(),
        manifest.get("config").get("mediaType").stringValue(),
        manifest.get("layers").get(0).get("mediaType").stringValue(),
        manifest.get("layers").get(1).get("mediaType").stringValue());
  }

  @Test
  void itsDescriptorsNameTheBlobsAndItsDigestIsThatOfThePackage() {
    List<JsonNode> descriptors =
        List.of(
            manifest.get("config"), manifest.get("layers").get(0), manifest.get("layers").get(1));
    for (int i = 0; i < descriptors.size(); i++) {
      byte[] blob = plugin.parts().get(i);
      JsonNode descriptor = descriptors.get(i);
      assertThat(new TreeSet<>(descriptor.propertyNames()))
          .containsExactly("digest", "mediaType", "size");
      assertThat(descriptor.get("size").longValue()).isEqualTo(blob.length);
      assertThat(descriptor.get("digest").stringValue())
          .isEqualTo("sha256:" + Sha256.of(blob).hex());
    }
    assertThat(plugin.digest()).isEqualTo(Sha256.of(plugin.envelope().payload()));
  }
}
