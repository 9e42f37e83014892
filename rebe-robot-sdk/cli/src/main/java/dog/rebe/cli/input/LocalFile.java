package dog.rebe.cli.input;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files of this machine that were named by an option. */
public final class LocalFile {

  private static final long MAX_BYTES = 64L << 20;

  private LocalFile() {}

  /**
   * The file, if it is there, regular and readable.
   *
   * @param option how a message calls it
   */
  public static Path readable(Path file, String option) {
    String named = option + " " + Shown.value(file.toString());
    if (!Files.exists(file)) {
      throw new BadInput(named + ": there is no such file. Check the name and where you are");
    }
    if (Files.isDirectory(file)) {
      throw new BadInput(named + " is a directory: name a file");
    }
    if (!Files.isReadable(file)) {
      throw new BadInput(named + " may not be read by you: check its permissions");
    }
    return file;
  }

  /** The content of a file. */
  public static byte[] bytes(Path file, String option) {
    readable(file, option);
    try {
      long size = Files.size(file);
      if (size > MAX_BYTES) {
        throw new BadInput(
            option
                + " "
                + Shown.value(file.toString())
                + " has "
                + SizeText.of(size)
                + ": at most "
                + SizeText.of(MAX_BYTES)
                + " are read here");
      }
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new BadInput(
          option + " " + Shown.value(file.toString()) + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** The content of a text file in UTF-8. */
  public static String text(Path file, String option) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes(file, option)))
          .toString();
    } catch (CharacterCodingException e) {
      throw new BadInput(
          option + " " + Shown.value(file.toString()) + " is not UTF-8 text: save it as UTF-8", e);
    }
  }
}
