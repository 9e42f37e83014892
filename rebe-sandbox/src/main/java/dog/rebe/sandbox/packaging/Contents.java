package dog.rebe.sandbox.packaging;

import dog.rebe.change.CanonicalJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** What a package holds: an image manifest of OCI (version 1.1) whose artifact is a plugin. */
record Contents(Descriptor manifest, Descriptor module, Descriptor licence) {

  static final String TYPE = "application/vnd.oci.image.manifest.v1+json";

  private static final String ARTIFACT = "application/vnd.rebe.plugin.v1";
  private static final String MANIFEST = "application/vnd.rebe.plugin.manifest.v1+json";
  private static final String MODULE = "application/wasm";
  private static final String LICENCE = "text/plain";

  static Contents of(byte[] manifest, byte[] module, byte[] licence) {
    return new Contents(
        Descriptor.of(MANIFEST, manifest),
        Descriptor.of(MODULE, module),
        Descriptor.of(LICENCE, licence));
  }

  static Contents read(byte[] json) throws PackageException {
    JsonNode root = PackageJson.object(json, "The list of contents");
    if (!PackageJson.text(root, "artifactType").equals(ARTIFACT)) {
      throw new PackageException("This is a package of something else than a plugin");
    }
    JsonNode config = root.get("config");
    List<JsonNode> layers = PackageJson.list(root, "layers");
    if (config == null || layers.size() != 2) {
      throw new PackageException("A package holds a manifest, a module and a licence");
    }
    Contents contents =
        new Contents(
            Descriptor.read(config),
            Descriptor.read(layers.get(0)),
            Descriptor.read(layers.get(1)));
    if (!contents.manifest.mediaType().equals(MANIFEST)
        || !contents.module.mediaType().equals(MODULE)
        || !contents.licence.mediaType().equals(LICENCE)) {
      throw new PackageException("The parts of the package are not of the types of a plugin");
    }
    return contents;
  }

  byte[] write() {
    return CanonicalJson.bytes(
        Map.of(
            "schemaVersion",
            2,
            "mediaType",
            TYPE,
            "artifactType",
            ARTIFACT,
            "config",
            manifest.json(),
            "layers",
            List.of(module.json(), licence.json())));
  }

  /** In the order in which they travel. */
  List<Descriptor> parts() {
    return new ArrayList<>(List.of(manifest, module, licence));
  }
}
