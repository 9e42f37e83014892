package dog.rebe.sandbox.packaging;

import dog.rebe.change.CanonicalJson;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * Bytes of a type with signatures over both: the envelope of DSSE (Dead Simple Signing Envelope,
 * version 1.0), to whose signatures a {@code scheme} is added, so that those of other tools may
 * stand beside ours.
 */
final class Envelope {

  private static final int MAX_SIGNATURES = 16;

  private final String type;
  private final byte[] payload;
  private final List<PackageSignature> signatures;

  /** The array is kept: nobody writes to it. */
  Envelope(String type, byte[] payload, List<PackageSignature> signatures) {
    this.type = type;
    this.payload = payload;
    this.signatures = List.copyOf(signatures);
  }

  byte[] payload() {
    return payload;
  }

  List<PackageSignature> signatures() {
    return signatures;
  }

  static Envelope read(byte[] json, String expectedType, String what) throws PackageException {
    JsonNode root = PackageJson.object(json, what);
    String type = PackageJson.text(root, "payloadType");
    if (!type.equals(expectedType)) {
      throw new PackageException(what + " holds a " + type + " and no " + expectedType);
    }
    List<PackageSignature> signatures = new ArrayList<>();
    for (JsonNode signature : PackageJson.list(root, "signatures")) {
      signatures.add(
          new PackageSignature(
              PackageJson.text(signature, "scheme"),
              PackageJson.text(signature, "keyid"),
              PackageJson.text(signature, "sig")));
    }
    if (signatures.size() > MAX_SIGNATURES) {
      throw new PackageException(what + " has more than " + MAX_SIGNATURES + " signatures");
    }
    return new Envelope(type, PackageJson.base64(root, "payload"), signatures);
  }

  byte[] write() {
    return CanonicalJson.bytes(
        Map.of(
            "payloadType", type,
            "payload", Base64.getEncoder().encodeToString(payload),
            "signatures", signatures.stream().map(PackageSignature::json).toList()));
  }

  /** The same with another signature; signing again with a key replaces its signature. */
  Envelope signed(SigningKey key) {
    List<PackageSignature> all = new ArrayList<>(signatures);
    all.removeIf(old -> old.keyId().equals(key.owner().id()));
    all.add(
        new PackageSignature(
            PackageSignature.ED25519,
            key.owner().id(),
            Base64.getEncoder().encodeToString(key.sign(message()))));
    return new Envelope(type, payload, all);
  }

  /** One of these keys that signed it. */
  Optional<OwnerKey> signer(Set<OwnerKey> keys) {
    return signers(keys).stream().findFirst();
  }

  /** Those of these keys that signed it. */
  Set<OwnerKey> signers(Set<OwnerKey> keys) {
    byte[] message = message();
    return keys.stream()
        .filter(key -> signatures.stream().anyMatch(signature -> signature.isBy(key, message)))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** What is signed: DSSE's pre-authentication encoding. */
  private byte[] message() {
    ByteArrayOutputStream out = new ByteArrayOutputStream(payload.length + 128);
    byte[] typeBytes = type.getBytes(StandardCharsets.UTF_8);
    String head = "DSSEv1 " + typeBytes.length + " " + type + " " + payload.length + " ";
    out.writeBytes(head.getBytes(StandardCharsets.UTF_8));
    out.writeBytes(payload);
    return out.toByteArray();
  }
}
