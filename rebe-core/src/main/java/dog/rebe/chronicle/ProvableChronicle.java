package dog.rebe.chronicle;

import dog.rebe.chronicle.note.Checkpoint;
import dog.rebe.chronicle.note.SignedNote;
import dog.rebe.chronicle.note.SigningKey;
import dog.rebe.chronicle.tree.TileFolder;
import dog.rebe.chronicle.tree.TreeHash;
import dog.rebe.chronicle.witness.Witness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * A chronicle that can be proven to somebody who trusts nobody: a folder with the entries, the
 * Merkle tree over them (RFC 9162) as tiles (C2SP tlog-tiles), and a signed checkpoint (C2SP
 * tlog-checkpoint, Ed25519). A web server that offers the folder makes it a log that existing
 * monitors and verifiers read.
 *
 * <ul>
 *   <li>{@code entries.jsonl} is what counts, with all that {@link JsonLinesChronicle} promises: an
 *       entry is safe once it is there. Its lines, without their ends, are the entries of the tree.
 *   <li>{@code tile}, {@code checkpoint} and {@code progress} follow: a checkpoint covers only what
 *       is on the device, is signed some time later ({@link ProvableOptions#checkpointPause}) and
 *       at close. Opening makes anew what a crash left out.
 *   <li>Opening compares what lies there with the last checkpoint, and refuses a chronicle that was
 *       cut back behind it. Every entry is only read by a {@linkplain ChronicleBundle full check}.
 *   <li>Entries since the last checkpoint are protected by nothing but the file's own digests, and
 *       the whole folder with an older checkpoint looks like one that was never continued. Only a
 *       checkpoint that left the machine ({@link #show}) shows that.
 * </ul>
 *
 * <p>When the tree cannot be written, the chronicle has failed, as it has when the entries cannot.
 *
 * <p>Thread-safe. {@link #append} never blocks.
 */
public final class ProvableChronicle implements Chronicle {

  private final ProvableFiles files;
  private final JsonLinesChronicle journal;
  private final TreeFollower follower;

  private ProvableChronicle(
      ProvableFiles files, JsonLinesChronicle journal, TreeFollower follower) {
    this.files = files;
    this.journal = journal;
    this.follower = follower;
  }

  /**
   * Opens the chronicle in this folder with the default options, or begins one.
   *
   * @param key has the name of the log, and signs its checkpoints; always the same for one
   *     chronicle
   * @throws ChronicleException if it cannot be opened, another writer has it, it was rolled back
   *     behind its checkpoint, or belongs to another key
   */
  public static ProvableChronicle open(Path folder, SigningKey key) {
    return open(folder, key, ProvableOptions.defaults());
  }

  /**
   * Opens the chronicle in this folder, or begins one; the folder above must exist. Blocks: it
   * takes milliseconds where the last writer ended well or crashed, and some seconds for a million
   * entries where tiles are missing.
   *
   * @param key has the name of the log, and signs its checkpoints; always the same for one
   *     chronicle
   * @throws ChronicleException if it cannot be opened, another writer has it, it was rolled back
   *     behind its checkpoint, or belongs to another key
   */
  public static ProvableChronicle open(Path folder, SigningKey key, ProvableOptions options) {
    create(folder);
    ProvableFiles files = new ProvableFiles(folder.toAbsolutePath());
    TreeFollower follower =
        new TreeFollower(new SignedTree(files, key), options.checkpointPause(), folder.toString());
    JsonLinesChronicle journal =
        JsonLinesChronicle.open(files.entries(), options.entries(), follower);
    follower.start(journal::fail);
    return new ProvableChronicle(files, journal, follower);
  }

  private static void create(Path folder) {
    try {
      if (!Files.isDirectory(folder) && DiskFile.hasPosixPermissions(folder)) {
        Files.createDirectory(
            folder,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      } else if (!Files.isDirectory(folder)) {
        Files.createDirectory(folder);
      }
    } catch (IOException e) {
      throw new ChronicleException(
          "The folder "
              + folder
              + " for a chronicle cannot be made ("
              + e
              + "): check that the folder above is there, and that this user may write there",
          e);
    }
  }

  @Override
  public CompletionStage<Void> append(ChronicleEntry entry, Durability durability) {
    return journal.append(entry, durability);
  }

  /**
   * Signs a checkpoint over all that was appended before, once that is on the device.
   *
   * @return completes on a thread of the chronicle: continue elsewhere; exceptionally with a {@link
   *     ChronicleException} if the chronicle is closed or has failed
   */
  public CompletionStage<SignedNote> checkpoint() {
    return journal.force().thenCompose(forced -> follower.checkpoint());
  }

  /** The last checkpoint that was signed; empty just after the chronicle was begun. */
  public Optional<SignedNote> lastCheckpoint() {
    return follower.signed();
  }

  /**
   * Shows a witness the last checkpoint, and keeps what it put below it, so that bundles have it.
   * Blocks for as long as the witness takes.
   *
   * @return the checkpoint with the witness's cosignatures
   * @throws dog.rebe.chronicle.witness.RefusedByWitnessException if the chronicle does not go on
   *     from what the witness knows: it was rolled back or rewritten
   * @throws IOException if the witness cannot be reached, or its answer cannot be kept
   * @throws IllegalStateException if nothing was signed yet: see {@link #checkpoint}
   */
  public SignedNote show(Witness witness) throws IOException {
    SignedNote shown =
        lastCheckpoint()
            .orElseThrow(() -> new IllegalStateException("There is no checkpoint yet: make one"));
    SignedNote answered = witness.show(shown, tree(shown));
    byte[] bytes = answered.bytes();
    String name =
        Checkpoint.of(answered).size()
            + "-"
            + HexFormat.of().formatHex(TreeHash.ofLeaf(bytes).bytes(), 0, 4)
            + ".checkpoint";
    Files.createDirectories(files.witnessed());
    WholeFile.write(files.witnessed().resolve(name), bytes);
    return answered;
  }

  /**
   * The tree of a checkpoint of this chronicle, for roots and proofs.
   *
   * @param checkpoint of this chronicle
   */
  public TileFolder tree(SignedNote checkpoint) {
    return TileFolder.of(files.folder(), Checkpoint.of(checkpoint).size());
  }

  /** The folder that it lies in. */
  public Path folder() {
    return files.folder();
  }

  /**
   * Writes what is waiting, signs a last checkpoint, and closes. Idempotent. An interrupt does not
   * cut it short; the flag is kept.
   *
   * @throws ChronicleException if an entry that had been accepted could not be written, or the tree
   *     could not, now or earlier
   */
  @Override
  public void close() {
    journal.close();
    ChronicleException failure = follower.failure();
    if (failure != null) {
      throw failure;
    }
  }
}
