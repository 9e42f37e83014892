package dog.rebe.chronicle.witness;

import dog.rebe.chronicle.note.Checkpoint;
import dog.rebe.chronicle.note.SignedNote;
import dog.rebe.chronicle.note.VerifierKey;
import dog.rebe.chronicle.tree.TileFolder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.Optional;

/**
 * Keeps the last checkpoint in a file, on a disk that the machine itself cannot write back: a share
 * that keeps versions, a stick that is pulled, a folder that somebody else's backup takes along.
 * The name of a second file ends in {@code .unfinished}.
 */
public final class FileWitness implements Witness {

  private final Path file;
  private final VerifierKey key;

  private FileWitness(Path file, VerifierKey key) {
    this.file = file;
    this.key = key;
  }

  /**
   * A witness in this file, which is made when the first checkpoint comes; its folder must be
   * there.
   *
   * @param key the public key of the chronicle; a file with anything else is refused
   */
  public static FileWitness in(Path file, VerifierKey key) {
    return new FileWitness(
        Objects.requireNonNull(file, "file"), Objects.requireNonNull(key, "key"));
  }

  @Override
  public synchronized SignedNote show(SignedNote checkpoint, TileFolder tree) throws IOException {
    Checkpoint shown = Checkpoint.of(checkpoint);
    Optional<SignedNote> known = known();
    if (known.isPresent()) {
      Continuation.demand(Checkpoint.of(known.get()), shown, tree, file.toString());
      if (known.get().equals(checkpoint)) {
        return checkpoint;
      }
    }
    write(checkpoint.bytes());
    return checkpoint;
  }

  private Optional<SignedNote> known() throws IOException {
    try {
      SignedNote note = SignedNote.parse(Files.readAllBytes(file));
      if (note.isSignedBy(key)) {
        return Optional.of(note);
      }
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      throw new IOException("The file " + file + " holds no checkpoint: " + e.getMessage(), e);
    }
    throw new IOException("The checkpoint in " + file + " is not signed by " + key);
  }

  private void write(byte[] bytes) throws IOException {
    Path unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
    try (FileChannel channel =
        FileChannel.open(
            unfinished,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(true);
    }
    Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
  }
}
