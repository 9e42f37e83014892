package dog.rebe.runner;

import dog.rebe.chronicle.note.SigningKey;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.UnaryOperator;

/** Signs approvals by one person's key. Whoever holds it decides; no robot may. Thread-safe. */
public final class ApprovalSigner {

  private final UnaryOperator<byte[]> key;
  private final KeyId id;

  private ApprovalSigner(UnaryOperator<byte[]> key, KeyId id) {
    this.key = key;
    this.id = id;
  }

  /** A signer by this key, whose public half the owner of a realm has named as an approver's. */
  public static ApprovalSigner of(SigningKey key) {
    return new ApprovalSigner(key::signBytes, KeyId.of(key.verifier().publicKey()));
  }

  /**
   * A signer by this pair of keys, which must be Ed25519.
   *
   * @throws IllegalArgumentException if it is another kind
   */
  public static ApprovalSigner of(KeyPair keys) {
    if (!keys.getPublic().getAlgorithm().matches("EdDSA|Ed25519")) {
      throw new IllegalArgumentException(
          "A key of " + keys.getPublic().getAlgorithm() + " signs no approval: use Ed25519");
    }
    return new ApprovalSigner(
        message -> signature(keys.getPrivate(), message), KeyId.of(keys.getPublic()));
  }

  /** The id of the key. */
  public KeyId key() {
    return id;
  }

  /**
   * Approves a proposal. Whoever calls this has shown it to the holder of the key.
   *
   * @param now the time by the wall clock
   * @param validFor how long it counts; longer than zero
   */
  public SignedApproval approve(Proposal proposal, Instant now, Duration validFor) {
    Instant givenAt = now.truncatedTo(ChronoUnit.MILLIS);
    Instant expiresAt = givenAt.plus(validFor).truncatedTo(ChronoUnit.MILLIS);
    byte[] bytes =
        SignedApproval.signedBytes(
            proposal.subject(),
            proposal.plan().digest(),
            proposal.preview().digest(),
            proposal.run(),
            proposal.realm(),
            id,
            givenAt,
            expiresAt);
    return new SignedApproval(
        proposal.subject(),
        proposal.plan().digest(),
        proposal.preview().digest(),
        proposal.run(),
        proposal.realm(),
        id,
        givenAt,
        expiresAt,
        key.apply(bytes));
  }

  private static byte[] signature(PrivateKey key, byte[] message) {
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(key);
      signature.update(message);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("The key cannot sign: " + e.getMessage(), e);
    }
  }
}
