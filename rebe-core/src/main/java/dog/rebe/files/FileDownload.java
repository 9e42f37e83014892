package dog.rebe.files;

import dog.rebe.command.Argument;
import dog.rebe.command.Command;
import dog.rebe.command.DecodeException;
import dog.rebe.command.Limits;
import dog.rebe.outcome.CapturedOutput;
import dog.rebe.outcome.Exit;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * A regular file to be read from a node, as a read-only {@link Command}: one line with length,
 * mode, time and SHA-256, then the content, which is checked against that line. It works wherever a
 * POSIX shell does, and needs {@code sha256sum}, {@code shasum} or {@code openssl} there. A
 * symbolic link is followed.
 *
 * <p>A file that grows meanwhile is taken as long as it was at first, where the node's {@code head}
 * can count bytes; one that changes otherwise is a failure of kind {@code transfer-damaged}. Other
 * failures of its own are {@code path-failed}, {@code file-too-large}, of which nothing is sent
 * then, and {@code unsupported}. Immutable and thread-safe.
 *
 * <pre>{@code
 * DownloadedFile motd = executor
 *     .start(FileDownload.of(FilePath.of("/etc/motd"), 65_536).command(Duration.ofSeconds(10)), node)
 *     .await().value().orElseThrow();
 * }</pre>
 */
public final class FileDownload {

  private static final long STDERR_BYTES = 4096;

  private final FilePath path;
  private final long maxBytes;

  private FileDownload(FilePath path, long maxBytes) {
    this.path = path;
    this.maxBytes = maxBytes;
  }

  /**
   * A file of a node.
   *
   * @param path where it is; where it is not absolute, relative to the directory in which the
   *     command runs, by SSH the home of the login
   * @param maxBytes the longest file that is sent; zero allows an empty file only
   */
  public static FileDownload of(FilePath path, long maxBytes) {
    if (maxBytes < 0) {
      throw new IllegalArgumentException("The limit of " + maxBytes + " bytes is negative");
    }
    return new FileDownload(Objects.requireNonNull(path, "path"), maxBytes);
  }

  /** Where it is. */
  public FilePath path() {
    return path;
  }

  /** The longest file that is sent. */
  public long maxBytes() {
    return maxBytes;
  }

  /**
   * The command that reads the file into memory.
   *
   * @throws IllegalArgumentException if the limit is more than memory can take: stream it then
   */
  public Command<DownloadedFile> command(Duration deadline) {
    if (maxBytes > Limits.MAX_BYTES - TransferAnswer.MAX_BYTES) {
      throw new IllegalArgumentException(
          "A file of up to " + maxBytes + " bytes does not fit into memory: use streamed()");
    }
    return Command.of(arguments())
        .readOnly()
        .limits(
            Limits.of(deadline, maxBytes + TransferAnswer.MAX_BYTES).withStderrBytes(STDERR_BYTES))
        .acceptExits(0, TransferAnswer.REFUSED_EXIT)
        .decode(this::decode)
        .titled(title());
  }

  /**
   * The command that streams the file, for {@code CommandExecutor.stream}; its standard output goes
   * to an {@link IncomingFile}, piece by piece. The limit of bytes is kept by the node and by the
   * receiver.
   */
  public Command<CapturedOutput> streamed(Duration deadline) {
    return Command.of(arguments())
        .readOnly()
        .limits(Limits.of(deadline, STDERR_BYTES))
        .acceptExits(0, TransferAnswer.REFUSED_EXIT)
        .titled(title());
  }

  private String title() {
    return "get " + path + ", at most " + maxBytes + " bytes";
  }

  private List<Argument> arguments() {
    return TransferScript.GET.arguments(path, Long.toString(maxBytes));
  }

  private DownloadedFile decode(CapturedOutput output, Exit exit) throws DecodeException {
    byte[] all = output.stdout().bytes();
    int end = 0;
    while (end < all.length && all[end] != '\n') {
      end++;
    }
    if (end == all.length) {
      throw new DecodeException(
          "A line about the file was expected, not " + TransferAnswer.shown(all));
    }
    DownloadHeader header = DownloadHeader.parse(Arrays.copyOf(all, end), path, output.stderr());
    byte[] content = Arrays.copyOfRange(all, end + 1, all.length);
    header.check(ContentDigest.of(content));
    return new DownloadedFile(header.receipt(), content);
  }
}
