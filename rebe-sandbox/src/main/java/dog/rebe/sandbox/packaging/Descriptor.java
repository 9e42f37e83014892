package dog.rebe.sandbox.packaging;

import dog.rebe.change.Digest;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Names content by type, digest and length, as OCI does. */
record Descriptor(String mediaType, Digest digest, long sizeBytes) {

  private static final String SHA256 = "sha256:";

  static Descriptor of(String mediaType, byte[] content) {
    return new Descriptor(mediaType, Sha256.of(content), content.length);
  }

  static Descriptor read(JsonNode json) throws PackageException {
    String digest = PackageJson.text(json, "digest");
    long size = PackageJson.number(json, "size");
    if (!digest.matches("sha256:[0-9a-f]{64}") || size < 0 || size > PluginPackage.MAX_BYTES) {
      throw new PackageException("A part of the package has no digest or length that can be used");
    }
    return new Descriptor(
        PackageJson.text(json, "mediaType"), new Digest(digest.substring(SHA256.length())), size);
  }

  Map<String, Object> json() {
    return Map.of("mediaType", mediaType, "digest", SHA256 + digest.hex(), "size", sizeBytes);
  }

  void require(byte[] content) throws PackageException {
    if (content.length != sizeBytes || !Sha256.of(content).equals(digest)) {
      throw new PackageException("The " + mediaType + " of the package is not what was signed");
    }
  }
}
