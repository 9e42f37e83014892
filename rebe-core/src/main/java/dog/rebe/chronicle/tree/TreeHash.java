package dog.rebe.chronicle.tree;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/**
 * A hash in a Merkle tree: SHA-256, prefixed by 0 for a leaf and by 1 for a node (RFC 9162, section
 * 2.1.1). Immutable.
 */
public final class TreeHash {

  /** How many bytes a hash has. */
  public static final int BYTES = 32;

  private static final byte LEAF = 0;
  private static final byte NODE = 1;

  private final byte[] bytes;

  private TreeHash(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * A hash of these bytes, which are copied.
   *
   * @throws IllegalArgumentException if they are not 32
   */
  public static TreeHash of(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException(
          "A hash of the tree has " + BYTES + " bytes, not " + bytes.length);
    }
    return new TreeHash(bytes.clone());
  }

  /**
   * Reads a hash in base64 (RFC 4648, section 4, padded), in its one canonical form.
   *
   * @throws IllegalArgumentException if it is none; the message names it
   */
  public static TreeHash ofBase64(String text) {
    byte[] decoded;
    try {
      decoded = Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("'" + text + "' is no hash in base64", e);
    }
    if (decoded.length != BYTES || !Base64.getEncoder().encodeToString(decoded).equals(text)) {
      throw new IllegalArgumentException("'" + text + "' is no hash of 32 bytes in base64");
    }
    return new TreeHash(decoded);
  }

  /** The hash of a tree without entries: of no bytes at all. */
  public static TreeHash ofNothing() {
    return new TreeHash(sha256().digest());
  }

  /** The hash of an entry. */
  public static TreeHash ofLeaf(byte[] entry) {
    MessageDigest sha256 = sha256();
    sha256.update(LEAF);
    return new TreeHash(sha256.digest(entry));
  }

  /** The hash of the node above these two. */
  public static TreeHash ofChildren(TreeHash left, TreeHash right) {
    MessageDigest sha256 = sha256();
    sha256.update(NODE);
    sha256.update(left.bytes);
    return new TreeHash(sha256.digest(right.bytes));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  /** A copy of its 32 bytes. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** Itself in base64 (RFC 4648, section 4, padded). */
  public String base64() {
    return Base64.getEncoder().encodeToString(bytes);
  }

  void putInto(ByteBuffer buffer) {
    buffer.put(bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TreeHash hash && Arrays.equals(bytes, hash.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** Itself in base64. */
  @Override
  public String toString() {
    return base64();
  }
}
