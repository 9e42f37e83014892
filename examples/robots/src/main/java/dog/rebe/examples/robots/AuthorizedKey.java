package dog.rebe.examples.robots;

import java.math.BigInteger;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of an authorized_keys file (sshd(8)) that holds a key.
 *
 * @param line the whole line, with its options and comment
 * @param type the key's type, for instance {@code ssh-rsa}
 * @param bits the length of the modulus of an RSA key; 0 for others
 * @param fingerprint as sshd's log and {@code ssh-keygen -l} write it, {@code SHA256:...}
 */
public record AuthorizedKey(String line, String type, int bits, String fingerprint) {

  private static final Pattern KEY =
      Pattern.compile(
          "(?:.*\\s)?((?:ssh|ecdsa|sk-ssh|sk-ecdsa)-[A-Za-z0-9@.-]+)"
              + " ([A-Za-z0-9+/]+={0,2})(?:\\s.*)?");

  /** Below this, RSA is weak: NIST SP 800-57 part 1 gives 2048 bits until 2030 only. */
  static final int LEAST_RSA_BITS = 3072;

  /** The key of a line; empty for remarks, empty lines, and lines that hold none. */
  static Optional<AuthorizedKey> parse(String line) {
    Matcher parts = KEY.matcher(line);
    if (line.strip().startsWith("#") || !parts.matches()) {
      return Optional.empty();
    }
    String type = parts.group(1);
    return Optional.of(
        new AuthorizedKey(
            line,
            type,
            type.equals("ssh-rsa") ? rsaBits(parts.group(2)) : 0,
            fingerprint(parts.group(2))));
  }

  private static String fingerprint(String base64) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(Base64.getDecoder().decode(base64));
      return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(digest);
    } catch (IllegalArgumentException e) {
      return "unreadable";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  /** Whether nobody should log in with it any more: DSA, and short or unreadable RSA. */
  public boolean isWeak() {
    return type.equals("ssh-dss") || (type.equals("ssh-rsa") && bits < LEAST_RSA_BITS);
  }

  /** The form is that of RFC 4253, section 6.6: the type, e and n, each with its length. */
  private static int rsaBits(String base64) {
    try {
      ByteBuffer blob = ByteBuffer.wrap(Base64.getDecoder().decode(base64));
      if (!new String(field(blob), StandardCharsets.US_ASCII).equals("ssh-rsa")) {
        return 0;
      }
      field(blob);
      return new BigInteger(field(blob)).bitLength();
    } catch (IllegalArgumentException | BufferUnderflowException e) {
      return 0;
    }
  }

  private static byte[] field(ByteBuffer blob) {
    int length = blob.getInt();
    if (length < 1 || length > blob.remaining()) {
      throw new BufferUnderflowException();
    }
    byte[] bytes = new byte[length];
    blob.get(bytes);
    return bytes;
  }
}
