package dog.rebe.protocol.fleet;

import dog.rebe.change.Approval;
import dog.rebe.protocol.identity.PeerKey;
import dog.rebe.protocol.identity.PublicPeerKey;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Objects;

/**
 * An approval that travels to an agent with a run, signed by the approver's Ed25519 key. What is
 * approved is a {@link dog.rebe.change.CommandDigest} of the command and of the nodes in their
 * order. Its times count in milliseconds. Immutable.
 */
public final class RunApproval {

  private static final byte[] CONTEXT = "rebe approval 1\n".getBytes(StandardCharsets.US_ASCII);
  private static final int MOST_RUN_BYTES = 64;

  private final Approval approval;
  private final byte[] signature;

  private RunApproval(Approval approval, byte[] signature) {
    this.approval =
        new Approval(
            approval.subject(),
            approval.run(),
            approval.approver(),
            approval.givenAt().truncatedTo(ChronoUnit.MILLIS),
            approval.expiresAt().truncatedTo(ChronoUnit.MILLIS));
    int run = approval.run().getBytes(StandardCharsets.UTF_8).length;
    if (run > MOST_RUN_BYTES) {
      throw new IllegalArgumentException(
          "The id of the run has " + run + " bytes: use at most " + MOST_RUN_BYTES);
    }
    this.signature = signature.clone();
  }

  /**
   * Signs an approval.
   *
   * @param approval its approver is the name under which the agent has enrolled the key
   * @throws IllegalArgumentException if the id of its run is longer than 64 bytes
   */
  public static RunApproval sign(Approval approval, PeerKey key) {
    RunApproval unsigned = new RunApproval(approval, new byte[0]);
    return new RunApproval(approval, key.sign(unsigned.signedBytes()));
  }

  /** One that came; nothing of it is believed before {@link #isSignedBy}. */
  public static RunApproval of(Approval approval, byte[] signature) {
    return new RunApproval(approval, signature);
  }

  /** The approval. */
  public Approval approval() {
    return approval;
  }

  /** The signature, copied. */
  public byte[] signature() {
    return signature.clone();
  }

  /** Whether this key signed it. */
  public boolean isSignedBy(PublicPeerKey key) {
    return key.verifies(signedBytes(), signature);
  }

  private byte[] signedBytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(CONTEXT);
    for (byte[] part :
        new byte[][] {
          HexFormat.of().parseHex(approval.subject().hex()),
          approval.approver().getBytes(StandardCharsets.UTF_8),
          approval.run().getBytes(StandardCharsets.UTF_8),
          millis(approval.givenAt().toEpochMilli()),
          millis(approval.expiresAt().toEpochMilli())
        }) {
      bytes.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(part.length).array());
      bytes.writeBytes(part);
    }
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }

  private static byte[] millis(long time) {
    return ByteBuffer.allocate(Long.BYTES).putLong(time).array();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RunApproval that
        && approval.equals(that.approval)
        && MessageDigest.isEqual(signature, that.signature);
  }

  @Override
  public int hashCode() {
    return Objects.hash(approval);
  }

  @Override
  public String toString() {
    return approval + ", signed";
  }
}
