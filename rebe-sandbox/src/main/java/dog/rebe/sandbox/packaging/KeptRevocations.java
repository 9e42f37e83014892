package dog.rebe.sandbox.packaging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;

/**
 * The newest signed list of revocations of each key, kept in a folder over restarts: an older one
 * of the same key is refused by every later process too, and what one key has revoked no list of
 * another lifts. The folder may be that of a {@link PluginStore}. Several threads and processes may
 * use it at once. A folder of an earlier version, with one list for all keys, is read; the next
 * list that is taken carries it over.
 *
 * <p>A list stays in force when the key that signed it is no longer trusted or was revoked itself:
 * it can only take trust away. Whoever can write to the folder can remove it, so the folder should
 * be writable by its owner alone.
 */
public final class KeptRevocations {

  private final Path file;
  private final StoreFiles files;

  private KeptRevocations(Path folder) throws IOException {
    this.file = Files.createDirectories(folder).resolve("revocations");
    this.files = new StoreFiles(folder);
  }

  /** Those of this folder, which is made if it is not there. */
  public static KeptRevocations open(Path folder) throws IOException {
    return new KeptRevocations(Objects.requireNonNull(folder, "folder"));
  }

  /**
   * The trust in these keys without what was revoked.
   *
   * @throws PackageException if the kept lists are damaged: nothing can be trusted then
   */
  public PluginTrust trust(Set<OwnerKey> keys) throws IOException, PackageException {
    return PluginTrust.of(keys, lists(kept()));
  }

  /**
   * Keeps a newer list beside those of other keys, and gives the trust in these keys by all of
   * them. A list that is kept already may be given again; where another trusted key has signed it
   * since, it is kept as that key's, too.
   *
   * @throws PackageException if the list is damaged, signed by none of the keys that are still
   *     trusted, or older than the kept one of its signer
   */
  public PluginTrust replace(Set<OwnerKey> keys, byte[] list) throws IOException, PackageException {
    return files.locked(() -> take(keys, list));
  }

  private PluginTrust take(Set<OwnerKey> keys, byte[] list) throws IOException, PackageException {
    KeptLists kept = kept();
    PluginTrust before = PluginTrust.of(keys, lists(kept));
    Envelope envelope = Revocations.envelope(list);
    if (before.newOf(envelope).isEmpty() && isKept(envelope, before.revocations())) {
      return before;
    }
    PluginTrust after = before.revoking(list);
    for (OwnerKey signer : before.believedSigners(envelope)) {
      kept = kept.with(signer, list);
    }
    files.write(file, kept.write());
    return after;
  }

  private static boolean isKept(Envelope envelope, RevocationLists kept) throws PackageException {
    Revocations list = Revocations.read(envelope);
    return envelope.signers(kept.bySigner().keySet()).stream()
        .anyMatch(signer -> kept.of(signer).equals(list));
  }

  private KeptLists kept() throws IOException, PackageException {
    try {
      if (Files.size(file) > KeptLists.MAX_BYTES) {
        throw damaged();
      }
      return KeptLists.read(Files.readAllBytes(file)).orElseThrow(this::damaged);
    } catch (NoSuchFileException e) {
      return KeptLists.none();
    }
  }

  private RevocationLists lists(KeptLists kept) throws PackageException {
    try {
      return kept.lists();
    } catch (PackageException e) {
      throw damaged();
    }
  }

  private PackageException damaged() {
    return new PackageException(
        "The kept list of revocations "
            + file
            + " is damaged: give the newest list of each signer again after"
            + " you have removed it");
  }
}
