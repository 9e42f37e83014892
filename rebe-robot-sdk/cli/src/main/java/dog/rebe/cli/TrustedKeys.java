package dog.rebe.cli;

import dog.rebe.chronicle.Chronicle;
import dog.rebe.chronicle.ChronicleEntry;
import dog.rebe.chronicle.Durability;
import dog.rebe.chronicle.EntryKind;
import dog.rebe.cli.input.BadInput;
import dog.rebe.cli.json.HostKeyLines;
import dog.rebe.cli.screen.Screen;
import dog.rebe.cli.screen.Tone;
import dog.rebe.ssh.Enrolment;
import dog.rebe.ssh.HostKeyScan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;

/** The file of known hosts to which confirmed keys are added, each recorded before. */
final class TrustedKeys {

  private final Terminal terminal;
  private final Path file;
  private final Enrolment enrolment;
  private final Chronicle chronicle;
  private final String confirmedBy;
  private final boolean json;

  /**
   * Adds to the first of these files, or to {@code ~/.ssh/known_hosts} if there is none.
   *
   * @param byFingerprint whether keys were confirmed by an option, and not by an answer
   * @param json whether what becomes of each is told as JSON
   */
  TrustedKeys(
      Terminal terminal,
      List<Path> knownHosts,
      Chronicle chronicle,
      boolean byFingerprint,
      boolean json) {
    this.json = json;
    this.terminal = terminal;
    this.file = knownHosts.isEmpty() ? ofUser(terminal.home()) : knownHosts.get(0);
    this.enrolment = Enrolment.into(file);
    this.chronicle = chronicle;
    this.confirmedBy = byFingerprint ? "fingerprint" : "answer";
  }

  private static Path ofUser(Path home) {
    Path folder = home.resolve(".ssh");
    try {
      if (!Files.exists(folder)) {
        Files.createDirectory(
            folder,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      }
    } catch (IOException | UnsupportedOperationException e) {
      throw new BadInput(
          "The folder " + folder + " cannot be made: name a file with --known-hosts", e);
    }
    return folder.resolve("known_hosts");
  }

  /**
   * Trusts a key, and says so.
   *
   * @return false if the machine is known by another key, or this one is revoked
   */
  boolean add(HostKeyScan key) {
    record(key);
    Enrolment.Result result;
    try {
      result = enrolment.trust(key);
    } catch (IllegalArgumentException e) {
      throw new OutputLost(String.valueOf(e.getMessage()), e);
    }
    return told(key, result);
  }

  private boolean told(HostKeyScan key, Enrolment.Result result) {
    Screen screen = terminal.screen();
    if (json) {
      screen.line(HostKeyLines.enrolment(key, word(result), terminal.clock().instant()));
      return result instanceof Enrolment.Result.Trusted
          || result instanceof Enrolment.Result.AlreadyTrusted;
    }
    if (result instanceof Enrolment.Result.Trusted) {
      screen.line(Tone.GOOD, key.node() + " is trusted now, in " + file);
      return true;
    }
    if (result instanceof Enrolment.Result.AlreadyTrusted) {
      screen.line(key.node() + " was trusted already, in " + file);
      return true;
    }
    if (result instanceof Enrolment.Result.KnownByAnother other) {
      screen.line(
          Tone.BAD,
          key.node()
              + " is known by another key, so it is not trusted. Find out why it has changed:");
      other.known().forEach(line -> screen.line("  " + line));
    } else if (result instanceof Enrolment.Result.Revoked revoked) {
      screen.line(Tone.BAD, key.node() + " shows a key that must never be trusted:");
      screen.line("  " + revoked.by());
    }
    return false;
  }

  private static String word(Enrolment.Result result) {
    if (result instanceof Enrolment.Result.Trusted) {
      return "trusted";
    }
    if (result instanceof Enrolment.Result.AlreadyTrusted) {
      return "already-trusted";
    }
    return result instanceof Enrolment.Result.Revoked ? "revoked" : "known-by-another";
  }

  private void record(HostKeyScan key) {
    ChronicleEntry entry =
        ChronicleEntry.of(
            Instant.now(),
            EntryKind.ENROLMENT,
            Map.of(
                "node", key.node().value(),
                "knownAs", key.knownAs(),
                "algorithm", key.algorithm(),
                "fingerprint", key.fingerprint(),
                "confirmedBy", confirmedBy,
                "file", file.toString()));
    try {
      chronicle.append(entry, Durability.FORCED).toCompletableFuture().join();
    } catch (CompletionException e) {
      throw new OutputLost(
          "The enrolment could not be recorded, so nothing was trusted: " + e.getCause(), e);
    }
  }
}
