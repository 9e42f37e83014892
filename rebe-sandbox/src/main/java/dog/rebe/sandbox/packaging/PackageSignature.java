package dog.rebe.sandbox.packaging;

import java.util.Base64;
import java.util.Map;
import java.util.Objects;

/**
 * A signature of an envelope.
 *
 * @param scheme {@value #ED25519}, or that of another tool, which is kept and not looked at
 * @param keyId names the key
 * @param value the signature in base64
 */
public record PackageSignature(String scheme, String keyId, String value) {

  /** Ed25519 over the pre-authentication encoding of DSSE version 1. */
  public static final String ED25519 = "ed25519";

  public PackageSignature {
    Objects.requireNonNull(scheme, "scheme");
    Objects.requireNonNull(keyId, "keyId");
    Objects.requireNonNull(value, "value");
  }

  boolean isBy(OwnerKey key, byte[] message) {
    if (!scheme.equals(ED25519) || !keyId.equals(key.id())) {
      return false;
    }
    try {
      byte[] signature = Base64.getDecoder().decode(value);
      return Base64.getEncoder().encodeToString(signature).equals(value)
          && key.signed(message, signature);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  Map<String, Object> json() {
    return Map.of("scheme", scheme, "keyid", keyId, "sig", value);
  }
}
