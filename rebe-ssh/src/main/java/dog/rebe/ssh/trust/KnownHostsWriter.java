package dog.rebe.ssh.trust;

import dog.rebe.ssh.trust.KnownHostsChange.Conflict;
import dog.rebe.ssh.trust.KnownHostsChange.Refused;
import dog.rebe.ssh.trust.KnownHostsChange.Unchanged;
import dog.rebe.ssh.trust.KnownHostsChange.Written;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * Writes the keys of hosts into one file, by somebody's explicit act. Everything else in the file
 * stays, byte for byte: other hosts, authorities, revocations, comments.
 *
 * <p>Writers of this kind exclude each other, also in different processes, by a lock on the file
 * {@code <name>.lock} beside it, which stays there, empty. A new line is appended and brought to
 * the disk at once; a change replaces the file as a whole. A new file can be read and written by
 * its owner only, and so can a folder that had to be made for it.
 *
 * <p>Thread-safe. Every method blocks while the file is read and written.
 */
public final class KnownHostsWriter {

  private final Path file;
  private final Function<KnownHostName, String> encoding;

  private KnownHostsWriter(Path file, Function<KnownHostName, String> encoding) {
    this.file = file;
    this.encoding = encoding;
  }

  /** Writes names as they are: a look-up in a file of any length is immediate. */
  public static KnownHostsWriter of(Path file) {
    return new KnownHostsWriter(file, KnownHostName::value);
  }

  /**
   * Writes names as salted digests, as {@code HashKnownHosts} asks: who gets the file does not see
   * which hosts it is about. Every such line costs a digest in every look-up.
   *
   * @param random for the salts; one that cannot be predicted
   */
  public static KnownHostsWriter hashingNames(Path file, RandomGenerator random) {
    return new KnownHostsWriter(file, name -> HashedName.of(name, random).encoded());
  }

  /**
   * Makes the host known by these keys, if the file does not know it by any other.
   *
   * @param keys every key of the host that is to be believed, at least one; all others are not
   * @throws KnownHostsException if the file cannot be read, locked or written, or has a line that
   *     is not understood
   * @throws IllegalArgumentException if there is no key, or the name cannot stand in such a file
   */
  public KnownHostsChange add(KnownHostName name, List<HostKey> keys) {
    return change(name, keys, false);
  }

  /**
   * Makes the host known by these keys and by no others: lines with others lose this host's name,
   * or go if they have no other name.
   *
   * @param keys every key of the host that is to be believed, at least one
   * @throws KnownHostsException as {@link #add}, and if another key is known for the host by a
   *     pattern: such a line says something of other hosts too, and has to be changed by hand
   * @throws IllegalArgumentException if there is no key, or the name cannot stand in such a file
   */
  public KnownHostsChange replace(KnownHostName name, List<HostKey> keys) {
    return change(name, keys, true);
  }

  private KnownHostsChange change(KnownHostName name, List<HostKey> keys, boolean replacing) {
    if (keys.isEmpty()) {
      throw new IllegalArgumentException("A host is made known by at least one key");
    }
    name.requireWritable();
    List<HostKey> wanted = keys.stream().distinct().toList();
    try (GuardedFile guarded = GuardedFile.lock(file)) {
      byte[] content = guarded.content();
      KnownHostsFile current = new KnownHostsFile(file, content);
      KnownHosts known = new KnownHosts(List.of(current));
      Optional<KnownKey> revocation =
          wanted.stream().flatMap(key -> known.revocation(key).stream()).findFirst();
      if (revocation.isPresent()) {
        return new Refused(revocation.get());
      }
      List<KnownKey> present = known.host(name).keys();
      List<KnownKey> others =
          present.stream().filter(entry -> !wanted.contains(entry.key())).toList();
      List<HostKey> missing = new ArrayList<>(wanted);
      missing.removeAll(present.stream().map(KnownKey::key).toList());
      if (others.isEmpty() && missing.isEmpty()) {
        return new Unchanged();
      }
      if (present.isEmpty()) {
        guarded.append(KnownHostsEdit.lines(encoding, name, missing));
      } else if (replacing) {
        guarded.replace(
            KnownHostsEdit.withoutName(file, content, name, wanted)
                + KnownHostsEdit.lines(encoding, name, missing));
      } else {
        return new Conflict(present);
      }
      return new Written(missing, others);
    }
  }
}
