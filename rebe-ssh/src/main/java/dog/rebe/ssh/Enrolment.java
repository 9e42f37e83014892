package dog.rebe.ssh;

import dog.rebe.ssh.trust.KnownHostsChange;
import dog.rebe.ssh.trust.KnownHostsException;
import dog.rebe.ssh.trust.KnownHostsWriter;
import dog.rebe.ssh.trust.KnownKey;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Makes hosts known by somebody's explicit act. First {@link SshTransport#scanHostKey} shows the
 * key that a host shows; then a person compares its fingerprint with what the machine's owner
 * knows; then {@link #trust} writes it. Whoever calls it records it in the chronicle.
 *
 * <p>The file is written as a whole or by one appended line, under a lock that keeps others of this
 * kind out, and belongs to its owner alone. Thread-safe; methods block while the file is written.
 */
public final class Enrolment {

  private final KnownHostsWriter writer;

  private Enrolment(KnownHostsWriter writer) {
    this.writer = writer;
  }

  /** Into this file in the format of {@code known_hosts}, which is made if it is not there. */
  public static Enrolment into(Path file) {
    return new Enrolment(KnownHostsWriter.of(file));
  }

  /**
   * As {@link #into}, with the names of hosts as salted digests, so that who gets the file does not
   * see which hosts it is about.
   *
   * @param random for the salts; one that cannot be predicted
   */
  public static Enrolment hashingNames(Path file, RandomGenerator random) {
    return new Enrolment(KnownHostsWriter.hashingNames(file, random));
  }

  /** What came of an enrolment. */
  public sealed interface Result {

    /** The host is known by this key from now on. */
    record Trusted() implements Result {}

    /** The host was known by this key already. Nothing was written. */
    record AlreadyTrusted() implements Result {}

    /**
     * The host is known by another key. Nothing was written: find out why it has changed, then
     * {@link Enrolment#replace}.
     *
     * @param known the keys by which it is known, with file and line
     */
    record KnownByAnother(List<String> known) implements Result {
      public KnownByAnother {
        known = List.copyOf(known);
      }
    }

    /**
     * The key must never be believed. Nothing was written.
     *
     * @param by the line that says so
     */
    record Revoked(String by) implements Result {}
  }

  /**
   * Makes the host known by the key that was scanned, unless it is known by another.
   *
   * @throws IllegalArgumentException if the file cannot be read, understood or written; the message
   *     names it, the line and the remedy
   */
  public Result trust(HostKeyScan scan) {
    return result(() -> writer.add(scan.name(), List.of(scan.key())));
  }

  /**
   * Makes the host known by the key that was scanned and by no other.
   *
   * @throws IllegalArgumentException as {@link #trust}
   */
  public Result replace(HostKeyScan scan) {
    return result(() -> writer.replace(scan.name(), List.of(scan.key())));
  }

  private static Result result(Supplier<KnownHostsChange> write) {
    KnownHostsChange change;
    try {
      change = write.get();
    } catch (KnownHostsException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
    if (change instanceof KnownHostsChange.Written) {
      return new Result.Trusted();
    }
    if (change instanceof KnownHostsChange.Conflict conflict) {
      return new Result.KnownByAnother(conflict.known().stream().map(KnownKey::toString).toList());
    }
    if (change instanceof KnownHostsChange.Refused refused) {
      return new Result.Revoked(refused.by().toString());
    }
    return new Result.AlreadyTrusted();
  }
}
