package dog.rebe.realm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dog.rebe.chronicle.note.SignedNote;
import dog.rebe.chronicle.note.SigningKey;
import dog.rebe.node.Node;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RealmFolderTest {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final SigningKey OWNER = SigningKey.generate("example.com/owner", RANDOM);
  private static final SigningKey CHRONICLE = SigningKey.generate("example.com/farm", RANDOM);
  private static final SigningKey ANNA = SigningKey.generate("anna", RANDOM);
  private static final SigningKey BERT = SigningKey.generate("bert", RANDOM);
  private static final RealmId ID = RealmId.of(OWNER.verifier());

  @TempDir Path folder;
  private RealmTerms terms;

  @BeforeEach
  void fillsTheFolder() throws IOException {
    terms =
        new RealmTerms(
            "The farm's machines, all of them",
            CHRONICLE.verifier(),
            List.of(ANNA.verifier(), BERT.verifier()),
            new Budgets(20, 5));
    Files.createDirectory(folder.resolve("inventory"));
    Files.createDirectory(folder.resolve("policies"));
    Files.writeString(folder.resolve("inventory/hosts"), "web-1\n");
    Files.writeString(folder.resolve("policies/default.cel"), "allow\n");
    Files.writeString(folder.resolve("policies/.hidden.swp"), "an editor's\n");
  }

  private Realm load() {
    return RealmFolder.of(folder).load(ID);
  }

  @Test
  void loadsWhatTheOwnerSigned() {
    RealmFolder.of(folder).sign(terms, OWNER);
    Realm realm = load();
    assertThat(realm.id()).isEqualTo(ID);
    assertThat(realm.owner()).isEqualTo(OWNER.verifier());
    assertThat(realm.terms()).isEqualTo(terms);
    assertThat(realm.inventory()).containsOnlyKeys("hosts");
    assertThat(new String(realm.policies().get("default.cel"), StandardCharsets.UTF_8))
        .isEqualTo("allow\n");
    assertThat(realm.policies()).hasSize(1);
    assertThat(realm.chronicleFolder()).isEqualTo(folder.resolve("chronicle"));
  }

  @Test
  @Tag("fault-56")
  void refusesAFileThatWasChangedAddedOrRemoved() throws IOException {
    RealmFolder.of(folder).sign(terms, OWNER);
    Path policy = folder.resolve("policies/default.cel");
    Files.writeString(policy, "allow everything\n");
    assertThatThrownBy(this::load)
        .hasMessageContaining("policies/default.cel")
        .hasMessageContaining("was changed or added");
    Files.delete(policy);
    assertThatThrownBy(this::load).hasMessageContaining("is missing");
    Files.writeString(policy, "allow\n");
    load();
    Files.writeString(folder.resolve("policies/more.cel"), "allow\n");
    assertThatThrownBy(this::load).hasMessageContaining("policies/more.cel");
    RealmFolder.of(folder).sign(terms, OWNER);
    assertThat(load().policies()).hasSize(2);
  }

  @Test
  void refusesAnotherOwnersRealmAndForgeries() throws IOException {
    RealmFolder.of(folder).sign(terms, OWNER);
    SigningKey other = SigningKey.generate("example.com/owner", RANDOM);
    RealmId otherId = RealmId.of(other.verifier());
    assertThat(otherId).isNotEqualTo(ID);
    assertThatThrownBy(() -> RealmFolder.of(folder).load(otherId)).hasMessageContaining("not ");
    assertThatThrownBy(() -> RealmFolder.of(folder).sign(terms, other))
        .hasMessageContaining("is the realm " + ID);
    Path realm = folder.resolve("realm");
    SignedNote signed = SignedNote.parse(Files.readAllBytes(realm));
    String more = signed.text().replace("changes-per-hour 20", "changes-per-hour 2000");
    Files.write(realm, new SignedNote(more, signed.signatures()).bytes());
    assertThatThrownBy(this::load).hasMessageContaining("is not signed by");
    Files.write(realm, other.sign(more).bytes());
    assertThatThrownBy(this::load).hasMessageContaining("is not signed by");
    Files.write(realm, OWNER.sign(signed.text() + "file x y\n").bytes());
    assertThatThrownBy(this::load).hasMessageContaining("cannot be read");
    Files.delete(realm);
    assertThatThrownBy(this::load).hasMessageContaining("is no realm");
  }

  @Test
  void refusesLinksAndOddNames() throws IOException {
    Files.createSymbolicLink(folder.resolve("policies/link.cel"), Path.of("/etc/hostname"));
    assertThatThrownBy(() -> RealmFolder.of(folder).sign(terms, OWNER))
        .hasMessageContaining("no plain file");
    Files.delete(folder.resolve("policies/link.cel"));
    Files.writeString(folder.resolve("policies/two words"), "");
    assertThatThrownBy(() -> RealmFolder.of(folder).sign(terms, OWNER))
        .hasMessageContaining("no plain file");
  }

  @Test
  void keepsGroupsAndNamesTheMachinesThatWereSigned() throws IOException {
    RealmTerms grouped =
        new RealmTerms(
            "farm",
            CHRONICLE.verifier(),
            List.of(ANNA.verifier(), BERT.verifier()),
            new TreeMap<>(
                Map.of(
                    "operators", new TreeSet<>(Set.of("anna", "bert")),
                    "night", new TreeSet<>(Set.of("bert")))),
            Budgets.none());
    Files.writeString(folder.resolve("inventory/more"), "deploy@10.0.0.7:2222 id=db site=oslo\n");
    Realm realm = RealmFolder.of(folder).sign(grouped, OWNER);
    assertThat(load().terms()).isEqualTo(grouped);
    assertThat(realm.terms().groupsOf("anna")).containsExactly("operators");
    assertThat(realm.terms().groupsOf("bert")).containsExactlyInAnyOrder("operators", "night");
    Files.writeString(folder.resolve("inventory/hosts"), "other\n");
    try (Stream<Node> nodes = realm.machines().nodes()) {
      assertThat(nodes.map(node -> node.id().value())).containsExactly("web-1", "db");
    }
  }

  @Test
  void refusesGroupsOfStrangersAndInventoriesWithoutMachines() throws IOException {
    assertThatThrownBy(
            () ->
                new RealmTerms(
                    "farm",
                    CHRONICLE.verifier(),
                    List.of(ANNA.verifier()),
                    new TreeMap<>(Map.of("operators", new TreeSet<>(Set.of("eve")))),
                    Budgets.none()))
        .hasMessageContaining("'eve' of the group operators is no approver");
    Files.delete(folder.resolve("inventory/hosts"));
    Realm realm = RealmFolder.of(folder).sign(terms, OWNER);
    assertThatThrownBy(realm::machines)
        .isInstanceOf(RealmException.class)
        .hasMessageContaining("has no machines");
    Files.writeString(folder.resolve("inventory/hosts"), "web-1\n");
    Files.writeString(folder.resolve("inventory/more"), "web-1\n");
    Realm twice = RealmFolder.of(folder).sign(terms, OWNER);
    assertThatThrownBy(twice::machines).hasMessageContaining("web-1");
  }

  @Test
  void keepsKeysApart() {
    assertThatThrownBy(
            () ->
                new RealmTerms(
                    "farm", CHRONICLE.verifier(), List.of(CHRONICLE.verifier()), Budgets.none()))
        .hasMessageContaining("used twice");
    assertThatThrownBy(
            () ->
                new RealmTerms(
                    "farm",
                    CHRONICLE.verifier(),
                    List.of(ANNA.verifier().forCosignatures()),
                    Budgets.none()))
        .hasMessageContaining("cosignatures");
    RealmTerms own =
        new RealmTerms("farm", CHRONICLE.verifier(), List.of(OWNER.verifier()), Budgets.none());
    assertThatThrownBy(() -> RealmFolder.of(folder).sign(own, OWNER))
        .hasMessageContaining("give each a key of its own");
    assertThatThrownBy(() -> new Budgets(-1, 0)).hasMessageContaining("0 or more");
    assertThatThrownBy(
            () -> new RealmTerms("two\nlines", CHRONICLE.verifier(), List.of(), Budgets.none()))
        .hasMessageContaining("no name for a realm");
  }
}
