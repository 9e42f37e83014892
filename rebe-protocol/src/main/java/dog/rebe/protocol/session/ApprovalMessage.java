package dog.rebe.protocol.session;

import com.google.protobuf.ByteString;
import dog.rebe.change.Approval;
import dog.rebe.change.Digest;
import dog.rebe.protocol.fleet.RunApproval;
import java.time.Instant;
import java.util.HexFormat;

/** Approvals as they travel. */
final class ApprovalMessage {

  private ApprovalMessage() {}

  static dog.rebe.protocol.wire.Approval of(RunApproval signed) {
    Approval approval = signed.approval();
    return dog.rebe.protocol.wire.Approval.newBuilder()
        .setDigest(ByteString.copyFrom(HexFormat.of().parseHex(approval.subject().hex())))
        .setApprover(approval.approver())
        .setRunId(ByteString.copyFromUtf8(approval.run()))
        .setGivenEpochMillis(approval.givenAt().toEpochMilli())
        .setExpiresEpochMillis(approval.expiresAt().toEpochMilli())
        .setSignature(ByteString.copyFrom(signed.signature()))
        .build();
  }

  /**
   * The approval, of which nothing was checked but the form.
   *
   * @throws IllegalArgumentException if it is none; the message may be shown to the caller
   */
  static RunApproval read(dog.rebe.protocol.wire.Approval wire) {
    if (!wire.getRunId().isValidUtf8()) {
      throw new IllegalArgumentException("The id of an approval's run is no UTF-8");
    }
    Approval approval =
        new Approval(
            new Digest(HexFormat.of().formatHex(wire.getDigest().toByteArray())),
            wire.getRunId().toStringUtf8(),
            wire.getApprover(),
            Instant.ofEpochMilli(wire.getGivenEpochMillis()),
            Instant.ofEpochMilli(wire.getExpiresEpochMillis()));
    return RunApproval.of(approval, wire.getSignature().toByteArray());
  }
}
