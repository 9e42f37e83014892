package dog.rebe.chronicle;

import dog.rebe.chronicle.note.Checkpoint;
import dog.rebe.chronicle.note.SignedNote;
import dog.rebe.chronicle.note.SigningKey;
import dog.rebe.chronicle.tree.TileFolder;
import dog.rebe.chronicle.tree.TiledTree;
import dog.rebe.chronicle.tree.TreeHash;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The tree over the entries of a file, and its signed checkpoints. The tree follows the file: it
 * takes in what is on the device and nothing else, so that no checkpoint says more than a crash
 * leaves. Used by one thread at a time.
 */
final class SignedTree {

  private final ProvableFiles files;
  private final SigningKey key;
  private TiledTree tree;
  private long position;
  private Optional<SignedNote> checkpoint = Optional.empty();

  SignedTree(ProvableFiles files, SigningKey key) {
    this.files = files;
    this.key = key;
    this.tree = TiledTree.empty(files.folder());
  }

  /** The last that was signed. */
  Optional<SignedNote> checkpoint() {
    return checkpoint;
  }

  /** How many entries the tree has. */
  long size() {
    return tree.size();
  }

  /**
   * Finds the tree of the last checkpoint again: from its tiles, or, where those do not give its
   * root, from the entries.
   *
   * @param number of the last entry in the file
   * @throws ChronicleException if the file no longer holds the entries that were signed
   */
  void recover(long number) throws IOException {
    if (!Files.exists(files.checkpoint())) {
      return;
    }
    SignedNote note = Checkpoints.read(files.checkpoint(), key.verifier());
    Checkpoint signed = Checkpoint.of(note);
    if (signed.size() > number) {
      throw new ChronicleException(
          "The chronicle "
              + files.folder()
              + " was rolled back: a checkpoint over "
              + signed.size()
              + " entries was signed, and "
              + number
              + " are left. Keep it for whoever looks into it and begin a new one elsewhere");
    }
    if (!restored(signed)) {
      rebuild(signed);
    }
    checkpoint = Optional.of(note);
  }

  private boolean restored(Checkpoint signed) throws IOException {
    Optional<Progress> progress = Progress.read(files.progress());
    if (progress.isEmpty() || progress.get().size() != signed.size()) {
      return false;
    }
    try {
      TiledTree candidate = TiledTree.restore(files.folder(), signed.size());
      long end = progress.get().endBytes();
      if (!candidate.root().equals(signed.root()) || !endsAt(signed.size(), end)) {
        return false;
      }
      tree = candidate;
      position = end;
      return true;
    } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
      // Whatever is wrong with the tiles, the entries can make them anew
      return false;
    }
  }

  private boolean endsAt(long size, long end) throws IOException {
    if (size == 0) {
      return end == 0;
    }
    Optional<byte[]> line = LineBefore.read(files.entries(), end);
    TreeHash last = TileFolder.of(files.folder(), size).leaf(size - 1);
    return line.isPresent() && TreeHash.ofLeaf(line.get()).equals(last);
  }

  private void rebuild(Checkpoint signed) throws IOException {
    tree = TiledTree.empty(files.folder());
    position = 0;
    take(signed.size());
    if (!tree.root().equals(signed.root())) {
      throw new ChronicleException(
          "The chronicle "
              + files.folder()
              + " was changed: its first "
              + signed.size()
              + " entries are not those of its signed checkpoint. Keep it for whoever looks into it"
              + " and begin a new one elsewhere");
    }
    tree.save();
  }

  /**
   * Takes in all entries up to this one, and signs.
   *
   * @param number of the last entry that is on the device
   */
  void advance(long number) throws IOException {
    take(number);
    tree.save();
    WholeFile.write(files.progress(), new Progress(tree.size(), position).bytes());
    SignedNote note =
        key.sign(new Checkpoint(key.verifier().name(), tree.size(), tree.root()).text());
    WholeFile.write(files.checkpoint(), note.bytes());
    checkpoint = Optional.of(note);
  }

  private void take(long number) throws IOException {
    try (JournalLines lines = JournalLines.open(files.entries(), position)) {
      while (tree.size() < number) {
        tree.append(lines.next());
      }
      position = lines.position();
    }
  }

  /** How far the tiles go in the file of entries. */
  private record Progress(long size, long endBytes) {

    static Optional<Progress> read(Path file) throws IOException {
      if (!Files.exists(file)) {
        return Optional.empty();
      }
      String text = Files.readString(file, StandardCharsets.ISO_8859_1);
      if (!text.matches("[0-9]{1,18} [0-9]{1,18}\n")) {
        return Optional.empty();
      }
      int space = text.indexOf(' ');
      return Optional.of(
          new Progress(
              Long.parseLong(text.substring(0, space)),
              Long.parseLong(text.substring(space + 1).strip())));
    }

    byte[] bytes() {
      return (size + " " + endBytes + "\n").getBytes(StandardCharsets.US_ASCII);
    }
  }
}
