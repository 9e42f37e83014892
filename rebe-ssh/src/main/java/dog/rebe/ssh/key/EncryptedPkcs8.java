package dog.rebe.ssh.key;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * Decrypts a private key in PKCS 8 (RFC 5958 with PBES2 of RFC 8018) by the platform's own means.
 */
final class EncryptedPkcs8 {

  private static final String BEGIN = "-----BEGIN ENCRYPTED PRIVATE KEY-----";
  private static final String END = "-----END ENCRYPTED PRIVATE KEY-----";

  private EncryptedPkcs8() {}

  static boolean isIn(byte[] file) {
    return new String(file, StandardCharsets.ISO_8859_1).contains(BEGIN);
  }

  /** The same key in PEM, not encrypted. */
  static byte[] decrypt(byte[] file, char[] passphrase)
      throws IOException, GeneralSecurityException {
    String text = new String(file, StandardCharsets.ISO_8859_1);
    int begin = text.indexOf(BEGIN) + BEGIN.length();
    int end = text.indexOf(END, begin);
    if (end < 0) {
      throw new IOException("its end is missing");
    }
    EncryptedPrivateKeyInfo info =
        new EncryptedPrivateKeyInfo(Base64.getMimeDecoder().decode(text.substring(begin, end)));
    AlgorithmParameters parameters = info.getAlgParameters();
    // For PBES2 only the parameters know the name by which the platform knows the algorithm.
    String algorithm = parameters.toString();
    PBEKeySpec spec = new PBEKeySpec(passphrase);
    try {
      SecretKey key = SecretKeyFactory.getInstance(algorithm).generateSecret(spec);
      Cipher cipher = Cipher.getInstance(algorithm);
      cipher.init(Cipher.DECRYPT_MODE, key, parameters);
      byte[] plain = info.getKeySpec(cipher).getEncoded();
      String base64 = Base64.getMimeEncoder().encodeToString(plain);
      Arrays.fill(plain, (byte) 0);
      return ("-----BEGIN PRIVATE KEY-----\n" + base64 + "\n-----END PRIVATE KEY-----\n")
          .getBytes(StandardCharsets.US_ASCII);
    } finally {
      spec.clearPassword();
    }
  }
}
