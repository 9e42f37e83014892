package dog.rebe.ssh.trust;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/**
 * The public key of a host, as the wire and {@code known_hosts} carry it. Equal when the bytes are.
 * Never a certificate: what is known of a host is its key, or the key of an authority. Immutable.
 */
public final class HostKey {

  private final String algorithm;
  private final byte[] blob;

  private HostKey(String algorithm, byte[] blob) {
    this.algorithm = algorithm;
    this.blob = blob;
  }

  /**
   * Of the bytes of RFC 4253, section 6.6: the algorithm's name, then what it defines.
   *
   * @param blob copied
   * @throws IllegalArgumentException if they are no key, only a part of one, or a certificate
   */
  public static HostKey of(byte[] blob) {
    return new HostKey(KeyBlob.algorithmOf(blob), blob.clone());
  }

  /**
   * Of the text {@code algorithm base64}, as in a {@code .pub} file. What follows is a comment.
   *
   * @throws IllegalArgumentException if it is no key, only a part of one, a certificate, or says
   *     another algorithm than its bytes do
   */
  public static HostKey parse(String text) {
    String[] fields = text.strip().split("[ \t]+", 3);
    if (fields.length < 2) {
      throw new IllegalArgumentException(
          "A host key has an algorithm and its base64, with a space between");
    }
    return of(fields[0], fields[1]);
  }

  static HostKey of(String algorithm, String base64) {
    byte[] blob;
    try {
      blob = Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("The key is no base64: " + e.getMessage(), e);
    }
    HostKey key = new HostKey(KeyBlob.algorithmOf(blob), blob);
    if (!key.algorithm.equals(algorithm)) {
      throw new IllegalArgumentException(
          "The line says that the key is of another algorithm than the key itself, which says "
              + key.algorithm);
    }
    return key;
  }

  /**
   * The algorithm of the key, for instance {@code ssh-ed25519}. An RSA key's is {@code ssh-rsa},
   * whatever signature algorithm ({@code rsa-sha2-512}) it is used with.
   */
  public String algorithm() {
    return algorithm;
  }

  /** The bytes that the wire carries; a copy. */
  public byte[] blob() {
    return blob.clone();
  }

  /** {@code SHA256:} and the digest in base64 without padding, as OpenSSH prints it. */
  public String fingerprint() {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(blob);
      return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  /** {@code algorithm base64}, as {@link #parse} reads it. */
  public String encoded() {
    return algorithm + " " + Base64.getEncoder().encodeToString(blob);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof HostKey key && Arrays.equals(blob, key.blob);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(blob);
  }

  /** Algorithm and fingerprint. */
  @Override
  public String toString() {
    return algorithm + " " + fingerprint();
  }
}
