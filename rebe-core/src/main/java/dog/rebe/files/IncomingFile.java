package dog.rebe.files;

import dog.rebe.command.DecodeException;
import dog.rebe.outcome.CapturedStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Receives a {@linkplain FileDownload#streamed streamed} download into a file of this machine, of
 * any length and in constant memory. What arrives goes to a private file beside the target; {@link
 * #finish} checks it, forces it to disk and renames it. Until then, and if anything fails, the
 * target is as it was. {@link #close} removes what was not finished.
 *
 * <p>The file is for its owner only (mode 600), whatever its mode on the node is. Its methods block
 * on the disk. Not thread-safe: feed it from one subscriber.
 */
public final class IncomingFile implements Closeable {

  private final FileDownload download;
  private final Path target;
  private final Path temp;
  private final FileChannel channel;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private final ContentDigest content = new ContentDigest();
  private @Nullable DownloadHeader header;
  private boolean finished;

  private IncomingFile(FileDownload download, Path target, Path temp) throws IOException {
    this.download = download;
    this.target = target;
    this.temp = temp;
    this.channel = FileChannel.open(temp, StandardOpenOption.WRITE);
  }

  /**
   * Prepares to receive.
   *
   * @param target the file to write; replaced if it exists
   * @throws IOException if no file can be created beside it
   */
  public static IncomingFile of(FileDownload download, Path target) throws IOException {
    Path absolute = target.toAbsolutePath();
    Path temp = Files.createTempFile(absolute.getParent(), ".rebe-get-", "");
    return new IncomingFile(download, absolute, temp);
  }

  /**
   * Takes the next piece of standard output.
   *
   * @throws DecodeException if the node refused, or sends what it did not announce; cancel the call
   *     then
   * @throws IOException if it cannot be written; cancel the call then
   */
  public void accept(byte[] piece) throws IOException, DecodeException {
    int offset = 0;
    while (header == null && offset < piece.length) {
      offset = acceptHeader(piece, offset);
    }
    if (header != null && offset < piece.length) {
      acceptContent(header, piece, offset);
    }
  }

  private int acceptHeader(byte[] piece, int offset) throws DecodeException {
    byte next = piece[offset];
    if (next == '\n') {
      header = DownloadHeader.parse(line.toByteArray(), download.path(), CapturedStream.empty());
    } else if (line.size() == TransferAnswer.MAX_BYTES) {
      throw new DecodeException(
          "A line about the file was expected, not " + TransferAnswer.shown(line.toByteArray()));
    } else {
      line.write(next);
    }
    return offset + 1;
  }

  private void acceptContent(DownloadHeader expected, byte[] piece, int offset)
      throws IOException, DecodeException {
    int length = piece.length - offset;
    content.add(piece, offset, length);
    long most = Math.min(expected.receipt().sizeBytes(), download.maxBytes());
    if (content.sizeBytes() > most) {
      throw TransferAnswer.damaged("more than the announced " + most + " bytes arrived");
    }
    ByteBuffer bytes = ByteBuffer.wrap(piece, offset, length);
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /**
   * Checks length and digest and puts the file in its place. Call it once the call has ended well.
   *
   * @throws DecodeException if the file is not whole
   * @throws IOException if it cannot be written
   */
  public FileReceipt finish() throws IOException, DecodeException {
    DownloadHeader expected = header;
    if (finished || expected == null) {
      throw new DecodeException(
          finished
              ? "The file was finished before"
              : "The node said nothing about the file, only "
                  + TransferAnswer.shown(line.toByteArray()));
    }
    expected.check(content);
    channel.force(true);
    channel.close();
    Files.move(temp, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    finished = true;
    return expected.receipt();
  }

  /** Closes, and removes what was not finished. Idempotent. */
  @Override
  public void close() throws IOException {
    channel.close();
    if (!finished) {
      Files.deleteIfExists(temp);
    }
  }
}
