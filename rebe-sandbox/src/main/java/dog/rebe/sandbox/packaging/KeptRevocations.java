package dog.rebe.sandbox.packaging;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;

/**
 * The newest signed list of revocations, kept in a folder over restarts: an older one is refused by
 * every later process too. The folder may be that of a {@link PluginStore}. Several threads and
 * processes may use it at once.
 *
 * <p>A list stays in force when the key that signed it is no longer trusted: it can only take trust
 * away. Whoever can write to the folder can remove it, so the folder should be writable by its
 * owner alone.
 */
public final class KeptRevocations {

  private static final int MAX_BYTES = 2 * 1024 * 1024;

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
   * @throws PackageException if the kept list is damaged: nothing can be trusted then
   */
  public PluginTrust trust(Set<OwnerKey> keys) throws IOException, PackageException {
    return PluginTrust.of(keys, kept());
  }

  /**
   * Keeps a newer list, and gives the trust in these keys by it. The list that is kept already may
   * be given again.
   *
   * @throws PackageException if the list is damaged, signed by none of the keys that are still
   *     trusted, or older than the kept one
   */
  public PluginTrust replace(Set<OwnerKey> keys, byte[] list) throws IOException, PackageException {
    return files.locked(() -> take(keys, list));
  }

  private PluginTrust take(Set<OwnerKey> keys, byte[] list) throws IOException, PackageException {
    Revocations kept = kept();
    PluginTrust before = PluginTrust.of(keys, kept);
    Envelope envelope = Revocations.envelope(list);
    if (kept.serial() > 0 && Revocations.read(envelope).equals(kept)) {
      return before;
    }
    PluginTrust after = before.revoking(list);
    OwnerKey signer = envelope.signer(keys).orElseThrow();
    byte[] head = (signer + "\n").getBytes(StandardCharsets.US_ASCII);
    byte[] content = Arrays.copyOf(head, head.length + list.length);
    System.arraycopy(list, 0, content, head.length, list.length);
    files.write(file, content);
    return after;
  }

  private Revocations kept() throws IOException, PackageException {
    byte[] content;
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw damaged();
      }
      content = Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      return Revocations.none();
    }
    int end = 0;
    while (end < content.length && content[end] != '\n') {
      end++;
    }
    if (end == content.length) {
      throw damaged();
    }
    OwnerKey signer = OwnerKey.parse(new String(content, 0, end, StandardCharsets.US_ASCII));
    Envelope envelope = Revocations.envelope(Arrays.copyOfRange(content, end + 1, content.length));
    if (envelope.signer(Set.of(signer)).isEmpty()) {
      throw damaged();
    }
    return Revocations.read(envelope);
  }

  private PackageException damaged() {
    return new PackageException(
        "The kept list of revocations "
            + file
            + " is damaged: give the newest list again after"
            + " you have removed it");
  }
}
