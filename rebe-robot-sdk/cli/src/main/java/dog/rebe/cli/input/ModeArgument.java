package dog.rebe.cli.input;

import dog.rebe.files.FileMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Permission bits as people write them, in octal. */
public final class ModeArgument {

  private static final FileMode PLAIN = FileMode.of("0644");

  private ModeArgument() {}

  /**
   * The bits, for instance of {@code 0644} or {@code 755}.
   *
   * @throws BadInput if it is no octal number up to 7777
   */
  public static FileMode parse(String text) {
    if (!text.matches("[0-7]{3,5}") || Integer.parseInt(text, 8) > 07777) {
      throw new BadInput(
          "--mode '" + Shown.value(text) + "' is no mode: write it in octal, as in 0644 or 755");
    }
    return FileMode.ofBits(Integer.parseInt(text, 8));
  }

  /** The bits of a file of this machine; 0644 where its file system has none. */
  public static FileMode of(Path file) {
    try {
      return FileMode.ofBits((Integer) Files.getAttribute(file, "unix:mode") & 07777);
    } catch (UnsupportedOperationException | IllegalArgumentException e) {
      return PLAIN;
    } catch (IOException e) {
      throw new BadInput(Shown.value(file.toString()) + " cannot be read: " + e.getMessage(), e);
    }
  }
}
