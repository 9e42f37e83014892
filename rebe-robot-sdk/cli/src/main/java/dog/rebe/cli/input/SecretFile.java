package dog.rebe.cli.input;

import dog.rebe.command.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Arrays;

/** A secret in a file of this machine: the bytes of the file without one line end at its end. */
public final class SecretFile {

  private static final long MOST_BYTES = 64 * 1024;

  private SecretFile() {}

  /**
   * Checks what can be known without reading it.
   *
   * @param option how a message calls it
   * @throws BadInput if it is not there, too large, or can be read by others
   */
  public static void check(Path file, String option) {
    LocalFile.readable(file, option);
    String named = option + " " + Shown.value(file.toString());
    try {
      if (Files.isRegularFile(file) && Files.size(file) > MOST_BYTES) {
        throw new BadInput(named + " is too large for a secret: at most 64KiB are read");
      }
      PosixFileAttributeView view =
          Files.getFileAttributeView(file, PosixFileAttributeView.class, new LinkOption[0]);
      if (view != null
          && view.readAttributes().permissions().contains(PosixFilePermission.OTHERS_READ)) {
        throw new BadInput(named + " can be read by everybody: run chmod 600 on it");
      }
    } catch (IOException e) {
      throw new BadInput(named + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** Its content, read whenever it is needed. */
  public static Secret secret(String name, Path file) {
    return Secret.of(
        name,
        asked -> {
          byte[] bytes = Files.readAllBytes(file);
          int length = bytes.length;
          if (length > 0 && bytes[length - 1] == '\n') {
            length--;
            if (length > 0 && bytes[length - 1] == '\r') {
              length--;
            }
          }
          byte[] secret = Arrays.copyOf(bytes, length);
          Arrays.fill(bytes, (byte) 0);
          return secret;
        });
  }
}
