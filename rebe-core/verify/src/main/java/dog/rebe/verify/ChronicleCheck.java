package dog.rebe.verify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Checks a chronicle against a public key: that its checkpoint is signed by it, and that the
 * entries are those that the checkpoint covers. Needs no network and changes nothing. Immutable;
 * blocks; memory does not grow with the chronicle.
 *
 * <p>A chronicle that was put back to an older state, with the checkpoint of then, is without fault
 * in itself. Give it checkpoints that left the machine ({@link #knowing}), or the keys of witnesses
 * ({@link #witnessedBy}) whose cosignatures say when.
 */
public final class ChronicleCheck {

  private final TrustedKey key;
  private final List<byte[]> known;
  private final List<TrustedKey> witnesses;

  private ChronicleCheck(TrustedKey key, List<byte[]> known, List<TrustedKey> witnesses) {
    this.key = key;
    this.known = known;
    this.witnesses = witnesses;
  }

  /**
   * A check against this key, which must have reached you by another way than the chronicle.
   *
   * @throws IllegalArgumentException if it is a key that cosigns
   */
  public static ChronicleCheck with(TrustedKey key) {
    if (key.isCosigner()) {
      throw new IllegalArgumentException(
          "The key " + key + " cosigns: name the key of the chronicle, and this one as a witness");
    }
    return new ChronicleCheck(Objects.requireNonNull(key, "key"), List.of(), List.of());
  }

  /** The same, which also demands that the chronicle goes on from this checkpoint. */
  public ChronicleCheck knowing(byte[] checkpoint) {
    List<byte[]> more = new ArrayList<>(known);
    more.add(checkpoint.clone());
    return new ChronicleCheck(key, more, witnesses);
  }

  /**
   * The same, which also demands a cosignature by this witness below one checkpoint at least.
   *
   * @throws IllegalArgumentException if the key is none that cosigns
   */
  public ChronicleCheck witnessedBy(TrustedKey witness) {
    if (!witness.isCosigner()) {
      throw new IllegalArgumentException(
          "The key " + witness + " does not cosign: the key of a witness has type 4");
    }
    List<TrustedKey> more = new ArrayList<>(witnesses);
    more.add(witness);
    return new ChronicleCheck(key, known, more);
  }

  /**
   * Checks a bundle, or the folder of a chronicle.
   *
   * @throws IOException if it cannot be read for another reason than what is in it
   */
  public Findings run(Path bundleOrFolder) throws IOException {
    Findings.Collector findings = new Findings.Collector();
    try (EntrySource source =
        Files.isDirectory(bundleOrFolder)
            ? ChronicleFolder.open(bundleOrFolder)
            : BundleFile.open(bundleOrFolder)) {
      return run(source, findings);
    } catch (DamagedException e) {
      findings.problem(String.valueOf(e.getMessage()));
      return findings.toFindings(0, "");
    }
  }

  private Findings run(EntrySource source, Findings.Collector findings)
      throws IOException, DamagedException {
    List<Claim> claims = claims(source, findings);
    Sha256 sha256 = new Sha256();
    Peaks peaks = new Peaks(sha256);
    EntryChain chain = new EntryChain(findings);
    try {
      Claim.judge(claims, peaks, findings);
      for (Optional<byte[]> entry = source.next(); entry.isPresent(); entry = source.next()) {
        peaks.add(sha256.leaf(entry.get()));
        chain.add(entry.get());
        Claim.judge(claims, peaks, findings);
      }
    } catch (DamagedException e) {
      chain.end();
      findings.problem(String.valueOf(e.getMessage()));
      return findings.toFindings(peaks.size(), "");
    }
    chain.end();
    for (Claim claim : claims) {
      claim.judgeEnd(peaks.size(), findings);
    }
    source.finish(findings);
    return findings.toFindings(peaks.size(), Base64.getEncoder().encodeToString(peaks.root()));
  }

  private List<Claim> claims(EntrySource source, Findings.Collector findings)
      throws DamagedException {
    List<Note> notes = new ArrayList<>();
    List<Claim> claims = new ArrayList<>();
    for (byte[] checkpoint : source.checkpoints()) {
      Note note = signed(Note.parse(checkpoint), "A checkpoint of the chronicle", findings);
      notes.add(note);
      claims.add(claims.isEmpty() ? Claim.ofAll(note) : Claim.ofBeginning(note));
    }
    for (byte[] checkpoint : known) {
      Note note = signed(Note.parse(checkpoint), "A checkpoint that you named", findings);
      notes.add(note);
      claims.add(Claim.ofKnown(note));
    }
    for (TrustedKey witness : witnesses) {
      if (notes.stream().noneMatch(note -> note.isSignedBy(witness))) {
        findings.problem("No checkpoint is cosigned by the witness " + witness);
      }
    }
    for (Note note : notes) {
      judgeCosignatures(note, findings);
    }
    return claims;
  }

  private Note signed(Note note, String what, Findings.Collector findings) {
    if (!note.origin().equals(key.name())) {
      findings.problem(what + " is of the log " + note.origin() + ", not of " + key.name());
    } else if (!note.isSignedBy(key)) {
      findings.problem(what + ", over " + note.size() + " entries, is not signed by " + key);
    }
    return note;
  }

  private void judgeCosignatures(Note note, Findings.Collector findings) {
    for (Note.Line line : note.lines()) {
      Optional<TrustedKey> witness =
          witnesses.stream().filter(trusted -> trusted.isNamedBy(line)).findFirst();
      if (witness.isPresent() && !witness.get().verifies(note.text(), line.signature())) {
        findings.problem("A cosignature by the witness " + witness.get() + " is wrong");
      } else if (witness.isEmpty() && !key.isNamedBy(line)) {
        findings.remark(
            "A signature by " + line.name() + " was not checked: its key was not named");
      }
    }
  }

  /** What a checkpoint says of the first entries. */
  private record Claim(Note note, String what, boolean all) {

    static Claim ofAll(Note note) {
      return new Claim(note, "the checkpoint", true);
    }

    static Claim ofBeginning(Note note) {
      return new Claim(note, "a witnessed checkpoint", false);
    }

    static Claim ofKnown(Note note) {
      return new Claim(note, "the checkpoint that you named", false);
    }

    static void judge(List<Claim> claims, Peaks peaks, Findings.Collector findings) {
      for (Claim claim : claims) {
        if (claim.note.size() == peaks.size() && !Arrays.equals(claim.note.root(), peaks.root())) {
          findings.problem(
              "The first "
                  + peaks.size()
                  + " entries are not those of "
                  + claim.what
                  + " over that many: something in them was changed, removed, moved or added");
        }
      }
    }

    void judgeEnd(long entries, Findings.Collector findings) {
      if (note.size() > entries) {
        findings.problem(
            "Only "
                + entries
                + " entries are there, and "
                + what
                + " covers "
                + note.size()
                + ": the chronicle was rolled back or cut off");
      } else if (all && note.size() < entries) {
        findings.problem(
            "There are " + entries + " entries, and the checkpoint covers only " + note.size());
      }
    }
  }
}
