package dog.rebe.cli.input;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Permission bits as people write them, in octal. */
public final class FileMode {

  private static final int PLAIN = 0644;

  private FileMode() {}

  /**
   * The bits, for instance of {@code 0644} or {@code 755}.
   *
   * @throws BadInput if it is no octal number up to 7777
   */
  public static int parse(String text) {
    if (!text.matches("[0-7]{3,5}") || Integer.parseInt(text, 8) > 07777) {
      throw new BadInput(
          "--mode '" + Shown.value(text) + "' is no mode: write it in octal, as in 0644 or 755");
    }
    return Integer.parseInt(text, 8);
  }

  /** The bits of a file of this machine; 0644 where its file system has none. */
  public static int of(Path file) {
    try {
      return (Integer) Files.getAttribute(file, "unix:mode") & 07777;
    } catch (UnsupportedOperationException | IllegalArgumentException e) {
      return PLAIN;
    } catch (IOException e) {
      throw new BadInput(Shown.value(file.toString()) + " cannot be read: " + e.getMessage(), e);
    }
  }
}
