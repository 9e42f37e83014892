package dog.rebe.files;

import dog.rebe.command.Command;
import dog.rebe.command.DecodeException;
import dog.rebe.command.Limits;
import dog.rebe.command.Repetition;
import dog.rebe.command.StandardInput;
import dog.rebe.outcome.CapturedOutput;
import dog.rebe.outcome.Exit;
import dog.rebe.outcome.ExitStatus;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A file to be put on a node. It is a {@link Command} like any other, so it has limits, is retried,
 * recorded and explained like one, can run as another user, and works wherever a POSIX shell does:
 *
 * <ol>
 *   <li>the content travels by standard input into a new file beside the target that only the login
 *       can read;
 *   <li>length and SHA-256 are checked there, with {@code sha256sum}, {@code shasum} or {@code
 *       openssl}; a node without any of them refuses ({@code unsupported});
 *   <li>the mode is set, and one {@code rename} puts the file in the target's place.
 * </ol>
 *
 * <p>Whoever opens the target sees the old content or the new, never a part. If anything fails
 * before the last step, the target is as it was and the new file is removed; only a node that dies
 * in the middle, or a shell that is killed (KILL), leaves it behind, named {@code .rebe-put-…}. The
 * target becomes a new file: it belongs to the login, a symbolic link is replaced and not followed,
 * and other hard links keep the old content. It is not forced to the node's disk.
 *
 * <p>The effect is a change that can be repeated. The failures of its own are {@code path-failed}
 * (no such directory, not allowed, disk full), {@code transfer-damaged} and {@code unsupported},
 * all with the delivery {@code COMPLETED}. Immutable and thread-safe.
 */
public final class FileUpload {

  private final StandardInput content;
  private final long sizeBytes;
  private final String sha256;
  private final FilePath target;
  private final FileMode mode;

  private FileUpload(StandardInput content, ContentDigest digest, FilePath target, FileMode mode) {
    this.content = content;
    this.sizeBytes = digest.sizeBytes();
    this.sha256 = digest.hex();
    this.target = Objects.requireNonNull(target, "target");
    this.mode = mode.requirePlausible();
  }

  /**
   * These bytes as a file.
   *
   * @param content copied
   * @param target where on the node; where it is not absolute, relative to the directory in which
   *     the command runs, by SSH the home of the login
   * @param mode its permission bits, for instance {@code FileMode.of("0644")}; neither sticky nor
   *     such that others may read or write what the owner may not
   */
  public static FileUpload of(byte[] content, FilePath target, FileMode mode) {
    return new FileUpload(StandardInput.of(content), ContentDigest.of(content), target, mode);
  }

  /**
   * A file of this machine. It is read now, for its length and digest, and again for each attempt;
   * if it changes in between, the node refuses what arrives. Never held in memory.
   *
   * @param source a regular file
   * @param target where on the node; where it is not absolute, relative to the directory in which
   *     the command runs, by SSH the home of the login
   * @param mode its permission bits, for instance {@code FileMode.of("0644")}; neither sticky nor
   *     such that others may read or write what the owner may not
   * @throws IOException if the file cannot be read
   */
  public static FileUpload of(Path source, FilePath target, FileMode mode) throws IOException {
    requireFile(source);
    return new FileUpload(
        StandardInput.stream(() -> Files.newInputStream(source)),
        ContentDigest.of(source),
        target,
        mode);
  }

  /** Where it goes. */
  public FilePath target() {
    return target;
  }

  /** How long it is. */
  public long sizeBytes() {
    return sizeBytes;
  }

  /** The SHA-256 of its content, 64 lower-case hexadecimal digits. */
  public String sha256() {
    return sha256;
  }

  /**
   * The command that puts it there.
   *
   * @param limits how long it may take; of output a single line is needed, so at least 256 bytes
   */
  public Command<FileReceipt> command(Limits limits) {
    if (limits.stdoutBytes() < TransferAnswer.MAX_BYTES) {
      throw new IllegalArgumentException(
          "An upload answers with up to "
              + TransferAnswer.MAX_BYTES
              + " bytes: raise the limit of "
              + limits.stdoutBytes());
    }
    return Command.of(
            TransferScript.PUT.arguments(target, Long.toString(sizeBytes), sha256, octal()))
        .changes(Repetition.REPEATABLE)
        .limits(limits)
        .input(content)
        .acceptExits(0, TransferAnswer.REFUSED_EXIT)
        .decode(this::receipt)
        .titled("put " + target + ", " + sizeBytes + " bytes, mode " + mode);
  }

  /** As the node's answer repeats it: without a leading zero. */
  private String octal() {
    return Integer.toOctalString(mode.bits());
  }

  private static void requireFile(Path source) throws IOException {
    if (!Files.exists(source)) {
      throw new NoSuchFileException(
          source.toString(),
          null,
          "there is no such file to upload; in full " + source.toAbsolutePath());
    }
    if (!Files.isRegularFile(source)) {
      throw new FileSystemException(
          source.toString(), null, "it is no regular file, and only those can be uploaded");
    }
  }

  private FileReceipt receipt(CapturedOutput output, Exit exit) throws DecodeException {
    byte[] bytes = output.stdout().bytes();
    boolean ended = bytes.length > 0 && bytes[bytes.length - 1] == '\n';
    byte[] line = ended ? Arrays.copyOf(bytes, bytes.length - 1) : bytes;
    TransferAnswer answer = TransferAnswer.parse(TransferScript.PUT, line, target, output.stderr());
    List<String> expected = List.of(Long.toString(sizeBytes), octal(), sha256);
    if (!ended || !exit.equals(new ExitStatus(0)) || !answer.values().equals(expected)) {
      throw new DecodeException(
          "The receipt " + expected + " was expected, not " + TransferAnswer.shown(bytes));
    }
    return new FileReceipt(target, sizeBytes, mode, Optional.empty(), sha256);
  }
}
