package dog.rebe.cli.input;

import dog.rebe.chronicle.note.SigningKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * A private key of a realm in a file that only its owner may read, with the public key in the file
 * beside it whose name ends in {@code .pub}.
 */
public final class SigningKeyFile {

  private static final FileAttribute<?> PRIVATE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  private static final FileAttribute<?> PRIVATE_FOLDER =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private SigningKeyFile() {}

  /** The folder in which the keys of a realm are kept unless something else is said. */
  public static Path folderOf(Path realm) {
    Path folder = realm.toAbsolutePath().normalize();
    return folder.resolveSibling(folder.getFileName() + ".keys");
  }

  /** Where the public key of a private one is. */
  public static Path publicFile(Path file) {
    return file.resolveSibling(
        String.valueOf(file.getFileName()).replaceFirst("\\.key$", "") + ".pub");
  }

  /** Makes a folder that only its owner may enter, if it is not there. */
  public static void makeFolder(Path folder) {
    try {
      if (!Files.isDirectory(folder)) {
        Files.createDirectory(folder, PRIVATE_FOLDER);
      }
    } catch (IOException | UnsupportedOperationException e) {
      throw new BadInput(
          "The folder " + Shown.value(folder.toString()) + " cannot be made: " + e.getMessage(), e);
    }
  }

  /**
   * Writes a key that is not there yet.
   *
   * @throws BadInput if there is such a file already, which is never written over, or it cannot be
   *     made
   */
  public static void write(Path file, SigningKey key) {
    try {
      write(file, key.secretText(), PRIVATE);
      write(publicFile(file), key.verifier() + "\n");
    } catch (FileAlreadyExistsException e) {
      throw new BadInput(
          "There is a key already in "
              + Shown.value(String.valueOf(e.getMessage()))
              + ", and it is never written over: name another file",
          e);
    } catch (IOException | UnsupportedOperationException e) {
      throw new BadInput(
          "The key " + Shown.value(file.toString()) + " cannot be written: " + e.getMessage(), e);
    }
  }

  private static void write(Path file, String text, FileAttribute<?>... attributes)
      throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), attributes)) {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
  }

  /**
   * Reads a private key.
   *
   * @param option how a message calls it
   * @throws BadInput if it is not there, others may read it, or it is none; no message has any of
   *     it
   */
  public static SigningKey read(Path file, String option) {
    LocalFile.readable(file, option);
    String named = option + " " + Shown.value(file.toString());
    requireNotPublic(file, named);
    try {
      PosixFileAttributeView view =
          Files.getFileAttributeView(file, PosixFileAttributeView.class, new LinkOption[0]);
      if (view != null) {
        Set<PosixFilePermission> permissions = view.readAttributes().permissions();
        if (permissions.stream().anyMatch(one -> !one.name().startsWith("OWNER_"))) {
          throw new BadInput(
              named
                  + " has the mode "
                  + PosixFilePermissions.toString(permissions)
                  + ", so others may use the key: run chmod 600 on it, or make a new key if they"
                  + " could read it");
        }
      }
    } catch (IOException e) {
      throw new BadInput(named + " cannot be read: " + e.getMessage(), e);
    }
    try {
      return SigningKey.parse(LocalFile.text(file, option));
    } catch (IllegalArgumentException e) {
      throw new BadInput(named + ": " + e.getMessage(), e);
    }
  }

  /** Said before anybody is told to guard what is no secret. */
  private static void requireNotPublic(Path file, String named) {
    String name = String.valueOf(file.getFileName());
    if (name.endsWith(".pub")) {
      String own = name.substring(0, name.length() - ".pub".length()) + ".key";
      throw new BadInput(
          named
              + " is the public half of a key: name the private one, "
              + Shown.value(file.resolveSibling(own).toString()));
    }
  }
}
