package dog.rebe.files;

import java.util.Objects;

/** A file that was read from a node, whole and checked. Immutable. */
public final class DownloadedFile {

  private final FileReceipt receipt;
  private final byte[] content;

  DownloadedFile(FileReceipt receipt, byte[] content) {
    this.receipt = Objects.requireNonNull(receipt, "receipt");
    this.content = content;
  }

  /** Its path, length, mode, time and digest. */
  public FileReceipt receipt() {
    return receipt;
  }

  /** Its content, copied. */
  public byte[] content() {
    return content.clone();
  }

  @Override
  public String toString() {
    return receipt.toString();
  }
}
