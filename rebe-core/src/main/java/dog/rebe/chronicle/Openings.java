package dog.rebe.chronicle;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/**
 * Keeps what {@linkplain Commitment commitments} stand for, apart from the chronicle: one file
 * each, with the salt and the content, in a folder for its owner only. What was erased here is
 * gone: the chronicle still verifies, and its commitment tells nobody anything.
 *
 * <p>Erasing deletes the file. What the file system, its snapshots and backups still hold of it is
 * beyond this: keep the folder out of backups, or on an encrypted volume of its own.
 *
 * <p>Thread-safe. Blocks on the disk.
 */
public final class Openings {

  private final Path folder;
  private final SecureRandom random;

  private Openings(Path folder, SecureRandom random) {
    this.folder = folder;
    this.random = random;
  }

  /**
   * The openings in this folder, which is made if it is not there; the one above must be.
   *
   * @param folder not that of the chronicle, nor one below it
   * @param random where the salts come from
   * @throws ChronicleException if the folder cannot be made
   */
  public static Openings in(Path folder, SecureRandom random) {
    Objects.requireNonNull(random, "random");
    try {
      if (!Files.isDirectory(folder) && DiskFile.hasPosixPermissions(folder)) {
        Files.createDirectory(
            folder,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      } else if (!Files.isDirectory(folder)) {
        Files.createDirectory(folder);
      }
      return new Openings(folder, random);
    } catch (IOException e) {
      throw new ChronicleException(
          "The folder " + folder + " for openings cannot be made (" + e + ")", e);
    }
  }

  /**
   * Keeps a content and returns what to record in its place. The content is on the device then, so
   * that no entry stands for something that a crash took away.
   *
   * @throws ChronicleException if it cannot be kept
   */
  public Commitment commit(byte[] content) {
    byte[] salt = new byte[Commitment.SALT_BYTES];
    random.nextBytes(salt);
    Commitment commitment = Commitment.of(salt, content);
    byte[] opening =
        ByteBuffer.allocate(salt.length + content.length).put(salt).put(content).array();
    try {
      WholeFile.write(file(commitment), opening);
    } catch (IOException e) {
      throw new ChronicleException(
          "A content cannot be kept in " + folder + " (" + e + "): free or mend the disk", e);
    }
    return commitment;
  }

  /**
   * What a commitment stands for; empty if it was erased or was never kept here.
   *
   * @throws ChronicleException if what lies here is not what was committed to
   */
  public Optional<byte[]> content(Commitment commitment) {
    Optional<byte[]> opening = opening(commitment);
    return opening.map(bytes -> Arrays.copyOfRange(bytes, Commitment.SALT_BYTES, bytes.length));
  }

  /**
   * The salt of a commitment, for somebody who is to check its content; empty if it was erased.
   *
   * @throws ChronicleException if what lies here is not what was committed to
   */
  public Optional<byte[]> salt(Commitment commitment) {
    return opening(commitment).map(bytes -> Arrays.copyOf(bytes, Commitment.SALT_BYTES));
  }

  private Optional<byte[]> opening(Commitment commitment) {
    try {
      byte[] bytes = Files.readAllBytes(file(commitment));
      byte[] salt = Arrays.copyOf(bytes, Commitment.SALT_BYTES);
      if (bytes.length < salt.length
          || !commitment.isOf(salt, Arrays.copyOfRange(bytes, salt.length, bytes.length))) {
        throw new ChronicleException(
            "The file " + file(commitment) + " was changed: it is not what was committed to");
      }
      return Optional.of(bytes);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new ChronicleException(
          "The file " + file(commitment) + " cannot be read (" + e + ")", e);
    }
  }

  /**
   * Erases salt and content for good.
   *
   * @return false if nothing was there
   * @throws ChronicleException if it cannot be deleted
   */
  public boolean erase(Commitment commitment) {
    try {
      boolean erased = Files.deleteIfExists(file(commitment));
      if (erased && DiskFile.hasPosixPermissions(folder)) {
        WholeFile.forceFolder(folder);
      }
      return erased;
    } catch (IOException e) {
      throw new ChronicleException(
          "The file " + file(commitment) + " cannot be deleted (" + e + ")", e);
    }
  }

  private Path file(Commitment commitment) {
    return folder.resolve(commitment.hex());
  }
}
