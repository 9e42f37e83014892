package dog.rebe.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dog.rebe.chronicle.note.Checkpoint;
import dog.rebe.chronicle.note.SignedNote;
import dog.rebe.chronicle.note.SigningKey;
import dog.rebe.chronicle.tree.TreeHash;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ChronicleCheckTest {

  private final ChronicleCheck check = ChronicleCheck.with(Sample.trusted());

  @TempDir Path temporary;
  private Path folder;
  private Path bundle;

  @BeforeEach
  void namesTheFiles() {
    folder = temporary.resolve("chronicle");
    bundle = temporary.resolve("bundle");
  }

  private Findings checkBundle() throws IOException {
    Files.deleteIfExists(bundle);
    return check.run(Sample.bundle(folder, bundle));
  }

  private List<String> lines() throws IOException {
    return new ArrayList<>(Files.readAllLines(folder.resolve("entries.jsonl")));
  }

  private void write(List<String> lines) throws IOException {
    Files.write(folder.resolve("entries.jsonl"), lines);
  }

  @Test
  void provesChroniclesOfManySizes() throws IOException {
    for (int more : new int[] {0, 1, 253, 0, 1, 255, 300}) {
      SignedNote newest = Sample.grow(folder, more);
      for (Findings findings : List.of(check.run(folder), checkBundle())) {
        assertThat(findings.problems()).isEmpty();
        assertThat(findings.remarks()).isEmpty();
        assertThat(findings.entries()).isEqualTo(Checkpoint.of(newest).size());
        assertThat(findings.root()).isEqualTo(Checkpoint.of(newest).root().base64());
      }
    }
  }

  @Test
  @Tag("fault-44")
  void namesTheEntryThatWasChanged() throws IOException {
    Sample.grow(folder, 700);
    List<String> lines = lines();
    lines.set(299, lines.get(299).replace("outcome 298", "outcome 928"));
    write(lines);
    assertThat(checkBundle().problems()).contains("Entry 300 was changed").hasSize(2);
    assertThat(check.run(folder).problems().get(0)).contains("Entry 300 was changed");
  }

  @Test
  @Tag("fault-44")
  void namesTheLastEntryWhereItWasChanged() throws IOException {
    Sample.grow(folder, 10);
    List<String> lines = lines();
    lines.set(10, lines.get(10).replace("outcome 9", "outcome 8"));
    write(lines);
    assertThat(checkBundle().problems()).anyMatch(problem -> problem.contains("first 11 entries"));
    assertThat(check.run(folder).problems().get(0)).contains("Entry 11 was changed");
  }

  @Test
  @Tag("fault-45")
  void findsAnEntryThatIsGoneOrMoved() throws IOException {
    Sample.grow(folder, 20);
    Sample.bundle(folder, bundle);
    List<String> lines = lines();
    String ninth = lines.remove(8);
    lines.add(12, ninth);
    write(lines);
    assertThat(checkBundle().problems().get(0))
        .contains("Entry 9 does not say that it is number 9");
    lines.remove(12);
    lines.add(lines.get(lines.size() - 1));
    write(lines);
    assertThat(checkBundle().isProven()).isFalse();
  }

  @Test
  @Tag("fault-45")
  void findsEntriesThatWereWrittenAnewWithTheirChain() throws IOException {
    Sample.grow(folder, 20);
    Path forged = temporary.resolve("forged");
    Sample.grow(forged, 19);
    // The forger has the folder and its checkpoint, not the key
    SigningKey own = SigningKey.generate("example.com/farm", new SecureRandom());
    Checkpoint claimed =
        Checkpoint.of(SignedNote.parse(Files.readAllBytes(forged.resolve("checkpoint"))));
    Files.write(forged.resolve("checkpoint"), own.sign(claimed.text()).bytes());
    assertThat(check.run(forged).problems())
        .anyMatch(problem -> problem.contains("is not signed by example.com/farm+"));
    Files.copy(
        folder.resolve("checkpoint"),
        forged.resolve("checkpoint"),
        StandardCopyOption.REPLACE_EXISTING);
    assertThat(check.run(forged).isProven()).isFalse();
  }

  @Test
  @Tag("fault-46")
  void cannotNoticeARollBackWithoutACheckpointThatLeftTheMachine() throws IOException {
    Sample.grow(folder, 20);
    Sample.bundle(folder, bundle);
    SignedNote later = Sample.grow(folder, 20);
    assertThat(check.run(bundle).isProven()).as("an older state is without fault").isTrue();
    assertThat(check.knowing(later.bytes()).run(bundle).problems())
        .singleElement()
        .asString()
        .contains("Only 21 entries are there")
        .contains("covers 42: the chronicle was rolled back or cut off");
    assertThat(check.knowing(later.bytes()).run(folder).isProven()).isTrue();
  }

  @Test
  @Tag("fault-46")
  void noticesAnotherHistoryBehindAKnownCheckpoint() throws IOException {
    SignedNote known = Sample.grow(folder, 20);
    Path other = temporary.resolve("other");
    // Not alike, though both were begun within one millisecond.
    Sample.grow(other, 5);
    Sample.grow(other, 21);
    assertThat(check.run(other).isProven()).isTrue();
    assertThat(check.knowing(known.bytes()).run(other).problems())
        .singleElement()
        .asString()
        .contains("The first 21 entries are not those of the checkpoint that you named");
  }

  @Test
  void demandsTheCosignatureOfAWitness() throws IOException {
    SigningKey witness = SigningKey.generate("witness.example.com", new SecureRandom());
    SigningKey other = SigningKey.generate("other.example.com", new SecureRandom());
    SignedNote newest = Sample.grow(folder, 20);
    ChronicleCheck demanding = check.witnessedBy(trusted(witness));
    assertThat(demanding.run(folder).problems())
        .singleElement()
        .asString()
        .contains("No checkpoint is cosigned by the witness witness.example.com");
    SignedNote cosigned = newest.with(witness.cosign(newest, Instant.ofEpochSecond(9)));
    Files.write(folder.resolve("checkpoint"), cosigned.bytes());
    assertThat(demanding.run(folder).problems()).isEmpty();
    assertThat(check.run(folder).remarks())
        .containsExactly(
            "A signature by witness.example.com was not checked: its key was not named");
    SignedNote elsewhere = other.sign(newest.text());
    SignedNote wrong = newest.with(witness.cosign(elsewhere, Instant.ofEpochSecond(9)));
    assertThat(demanding.knowing(wrong.bytes()).run(folder).problems()).isEmpty();
    SignedNote forged =
        newest.with(
            witness.cosign(
                other.sign(new Checkpoint("example.com/farm", 3, TreeHash.ofNothing()).text()),
                Instant.ofEpochSecond(9)));
    assertThat(demanding.knowing(forged.bytes()).run(folder).problems())
        .anyMatch(problem -> problem.contains("is wrong"));
  }

  private static TrustedKey trusted(SigningKey witness) {
    return TrustedKey.parse(witness.verifier().forCosignatures().toString());
  }

  @Test
  void saysWhatIsNewerThanTheCheckpoint() throws IOException {
    Sample.grow(folder, 20);
    Files.writeString(folder.resolve("entries.jsonl"), "{}\n{}\n", StandardOpenOption.APPEND);
    Findings findings = check.run(folder);
    assertThat(findings.isProven()).isTrue();
    assertThat(findings.remarks().get(0)).contains("2 entries are newer than the checkpoint");
  }

  @Test
  void provesALogThatWasDownloadedWithoutTheFileOfEntries() throws IOException {
    Sample.grow(folder, 600);
    Files.delete(folder.resolve("entries.jsonl"));
    assertThat(check.run(folder).problems()).isEmpty();
    try (Stream<Path> tiles = Files.walk(folder.resolve("tile"))) {
      assertThat(tiles.filter(Files::isRegularFile)).hasSize(3 + 3 + 1);
    }
  }

  @Test
  void refusesKeysThatDoNotFit() {
    SigningKey witness = SigningKey.generate("witness.example.com", new SecureRandom());
    assertThatThrownBy(() -> ChronicleCheck.with(trusted(witness))).hasMessageContaining("cosigns");
    assertThatThrownBy(() -> check.witnessedBy(Sample.trusted()))
        .hasMessageContaining("does not cosign");
    assertThatThrownBy(() -> TrustedKey.parse("example.com/farm"))
        .hasMessageContaining("is no public key");
    assertThatThrownBy(
            () -> TrustedKey.parse(Sample.KEY.verifier().toString().replace("farm", "form")))
        .hasMessageContaining("do not belong together");
  }

  @Test
  void refusesWhatIsNoChronicle() throws IOException {
    Files.createDirectory(folder);
    assertThat(check.run(folder).problems().get(0)).endsWith("no file named checkpoint");
    Path inside = Files.createDirectory(folder.resolve("chronicle"));
    Files.writeString(inside.resolve("checkpoint"), "");
    assertThat(check.run(folder).problems().get(0)).endsWith("Did you mean " + inside + "?");
    Files.writeString(bundle, "something else\n");
    assertThat(check.run(bundle).problems().get(0)).contains("It is no bundle");
  }

  @Test
  void tellsOnTheCommandLineWhatItFound() throws IOException {
    Sample.grow(folder, 20);
    Sample.bundle(folder, bundle);
    String key = Sample.KEY.verifier().toString();
    assertThat(run("--key", key, bundle.toString())).startsWith("0 proven   21 entries, root ");
    Path keyFile = Files.writeString(temporary.resolve("key"), key + "\n");
    Path known = Files.copy(folder.resolve("checkpoint"), temporary.resolve("known"));
    assertThat(run("--key", keyFile.toString(), "--knows", known.toString(), bundle.toString()))
        .startsWith("0 proven");
    Sample.grow(folder, 5);
    assertThat(
            run(
                "--key",
                key,
                "--knows",
                folder.resolve("checkpoint").toString(),
                bundle.toString()))
        .startsWith("1 PROBLEM  Only 21 entries are there")
        .endsWith("NOT PROVEN\n");
    assertThat(run()).startsWith("2 Checks a chronicle");
    assertThat(run("--key", key, "--nonsense", "x", bundle.toString())).startsWith("2 Checks");
    assertThat(run("--key", "x+y", bundle.toString())).startsWith("2 'x+y' is no public key");
    assertThat(run("--key", key, temporary.resolve("missing").toString()))
        .startsWith("2 It cannot be read");
  }

  private static String run(String... arguments) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    int exit = Main.run(arguments, out, out);
    return exit + " " + bytes.toString(StandardCharsets.UTF_8);
  }
}
