package dog.rebe.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The length and the SHA-256 (FIPS 180-4) of content that comes in pieces. Not thread-safe. */
final class ContentDigest {

  private static final int PIECE_BYTES = 64 * 1024;

  private final MessageDigest sha256;
  private long sizeBytes;

  ContentDigest() {
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  static ContentDigest of(byte[] content) {
    ContentDigest digest = new ContentDigest();
    digest.add(content, 0, content.length);
    return digest;
  }

  static ContentDigest of(Path file) throws IOException {
    ContentDigest digest = new ContentDigest();
    try (InputStream in = Files.newInputStream(file)) {
      byte[] piece = new byte[PIECE_BYTES];
      int length;
      while ((length = in.read(piece)) >= 0) {
        digest.add(piece, 0, length);
      }
    }
    return digest;
  }

  void add(byte[] bytes, int offset, int length) {
    sha256.update(bytes, offset, length);
    sizeBytes += length;
  }

  long sizeBytes() {
    return sizeBytes;
  }

  /** The digest in hexadecimal; ends this object's life. */
  String hex() {
    return HexFormat.of().formatHex(sha256.digest());
  }
}
