package dog.rebe.files;

import dog.rebe.command.DecodeException;
import dog.rebe.outcome.CapturedStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** What a download says before the content, and the check of the content against it. */
record DownloadHeader(FileReceipt receipt) {

  static DownloadHeader parse(byte[] line, FilePath path, CapturedStream stderr)
      throws DecodeException {
    List<String> values = TransferAnswer.parse(TransferScript.GET, line, path, stderr).values();
    OptionalInt mode = values.size() == 4 ? SymbolicMode.parse(values.get(1)) : OptionalInt.empty();
    if (mode.isEmpty()
        || !values.get(0).matches("[0-9]{1,18}")
        || !values.get(2).matches("-|[0-9]{1,11}")
        || !values.get(3).matches("[0-9a-f]{64}")) {
      throw new DecodeException(
          "Size, mode, time and digest were expected, not " + TransferAnswer.shown(line));
    }
    Optional<Instant> modified =
        values.get(2).equals("-")
            ? Optional.empty()
            : Optional.of(Instant.ofEpochSecond(Long.parseLong(values.get(2))));
    return new DownloadHeader(
        new FileReceipt(
            path,
            Long.parseLong(values.get(0)),
            FileMode.ofBits(mode.getAsInt()),
            modified,
            values.get(3)));
  }

  /** Checks what arrived. */
  void check(ContentDigest content) throws DecodeException {
    String name = TransferAnswer.shown(receipt.path().bytes());
    if (content.sizeBytes() != receipt.sizeBytes()) {
      throw TransferAnswer.damaged(
          "of " + name + " " + content.sizeBytes() + " bytes arrived, not " + receipt.sizeBytes());
    }
    if (!content.hex().equals(receipt.sha256())) {
      throw TransferAnswer.damaged(
          "the content of " + name + " arrived with another digest: it may have changed meanwhile");
    }
  }
}
