package dog.rebe.sandbox.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dog.rebe.change.Digest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was revoked stays revoked after a restart. */
final class KeptRevocationsTest {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final SigningKey ALICE = SigningKey.generate(RANDOM);
  private static final SigningKey BOB = SigningKey.generate(RANDOM);
  private static final Set<OwnerKey> KEYS = Set.of(ALICE.owner(), BOB.owner());
  private static final Digest BAD = new Digest("ab".repeat(32));

  @TempDir private Path folder;

  private static byte[] list(long serial, SigningKey by) {
    return new Revocations(serial, Set.of(), Set.of(BAD)).sign(by);
  }

  private static byte[] empty(long serial, SigningKey by) {
    return new Revocations(serial, Set.of(), Set.of()).sign(by);
  }

  /** As after a restart. */
  private KeptRevocations opened() throws Exception {
    return KeptRevocations.open(folder);
  }

  @Test
  void nothingIsRevokedInAnEmptyFolder() throws Exception {
    assertThat(opened().trust(KEYS).revocations()).isEqualTo(RevocationLists.none());
  }

  @Test
  void aListIsRememberedOverRestarts() throws Exception {
    opened().replace(KEYS, list(7, ALICE));
    assertThat(opened().trust(KEYS).revocations().packages()).containsExactly(BAD);
  }

  @Test
  void anOlderListIsRefusedAfterARestart() throws Exception {
    opened().replace(KEYS, list(7, ALICE));
    assertThatThrownBy(() -> opened().replace(KEYS, empty(6, ALICE)))
        .isInstanceOf(PackageException.class)
        .hasMessageContaining("serial 6")
        .hasMessageContaining("7 is known already");
    assertThatThrownBy(() -> opened().replace(KEYS, empty(7, ALICE)))
        .as("another list with the same serial")
        .isInstanceOf(PackageException.class);
    assertThat(opened().trust(KEYS).revocations().packages()).containsExactly(BAD);
  }

  @Test
  void theSameListMayBeGivenAgain() throws Exception {
    opened().replace(KEYS, list(7, ALICE));
    assertThat(opened().replace(KEYS, list(7, ALICE)).revocations().of(ALICE.owner()).serial())
        .isEqualTo(7);
  }

  @Test
  void aNewerListOfTheSameSignerReplacesIt() throws Exception {
    opened().replace(KEYS, list(7, ALICE));
    opened().replace(KEYS, empty(8, ALICE));
    assertThat(opened().trust(KEYS).revocations().packages()).isEmpty();
  }

  @Test
  void aListOfAnotherSignerLiftsNothing() throws Exception {
    opened().replace(KEYS, list(1, ALICE));
    assertThat(opened().replace(KEYS, empty(2, BOB)).revocations().packages())
        .as("whatever its serial")
        .containsExactly(BAD);
    assertThat(opened().trust(KEYS).revocations().packages()).containsExactly(BAD);
    assertThat(opened().trust(Set.of(BOB.owner())).revocations().packages()).containsExactly(BAD);
    opened().replace(KEYS, empty(2, ALICE));
    assertThat(opened().trust(KEYS).revocations().packages()).as("its own signer").isEmpty();
  }

  @Test
  void eachSignerCountsForItself() throws Exception {
    Digest other = new Digest("cd".repeat(32));
    opened().replace(KEYS, list(7, ALICE));
    opened().replace(KEYS, new Revocations(1, Set.of(), Set.of(other)).sign(BOB));
    assertThat(opened().trust(KEYS).revocations().packages()).containsExactlyInAnyOrder(BAD, other);
    assertThatThrownBy(() -> opened().replace(KEYS, empty(6, ALICE)))
        .hasMessageContaining("7 is known already");
    opened().replace(KEYS, empty(2, BOB));
    assertThat(opened().trust(KEYS).revocations().packages()).containsExactly(BAD);
  }

  @Test
  void aListThatBothSignedIsOneOfEach() throws Exception {
    opened().replace(KEYS, list(3, BOB));
    byte[] both = Revocations.envelope(list(2, ALICE)).signed(BOB).write();
    opened().replace(KEYS, both);
    RevocationLists kept = opened().trust(KEYS).revocations();
    assertThat(kept.of(ALICE.owner()).serial()).isEqualTo(2);
    assertThat(kept.of(BOB.owner()).serial()).as("his own is newer").isEqualTo(3);
  }

  @Test
  void aListThatAnotherKeySignsLaterIsItsOwnToo() throws Exception {
    opened().replace(KEYS, list(2, ALICE));
    byte[] both = Revocations.envelope(list(2, ALICE)).signed(BOB).write();
    assertThat(opened().replace(KEYS, both).revocations().of(BOB.owner()).serial()).isEqualTo(2);
    assertThat(opened().trust(KEYS).revocations().of(BOB.owner()).serial()).isEqualTo(2);
    opened().replace(KEYS, empty(3, ALICE));
    assertThat(opened().trust(KEYS).revocations().packages())
        .as("what both have revoked one alone does not lift")
        .containsExactly(BAD);
    opened().replace(KEYS, empty(3, BOB));
    assertThat(opened().trust(KEYS).revocations().packages()).isEmpty();
  }

  @Test
  void aListThatIsKeptMayBeGivenAgainWhateverBecameOfItsSigners() throws Exception {
    opened().replace(KEYS, list(3, BOB));
    byte[] both = Revocations.envelope(list(2, ALICE)).signed(BOB).write();
    opened().replace(KEYS, both);
    RevocationLists kept = opened().trust(KEYS).revocations();
    assertThat(opened().replace(KEYS, both).revocations()).isEqualTo(kept);
    assertThat(opened().replace(Set.of(BOB.owner()), both).revocations()).isEqualTo(kept);
    assertThat(opened().replace(Set.of(), both).revocations()).isEqualTo(kept);
  }

  @Test
  void aFileThatLostAWholeListIsDamaged() throws Exception {
    opened().replace(KEYS, list(7, ALICE));
    int one = Files.readAllBytes(folder.resolve("revocations")).length;
    opened().replace(KEYS, list(8, BOB));
    byte[] two = Files.readAllBytes(folder.resolve("revocations"));
    for (int length = 0; length < two.length; length += length < one + 40 ? 1 : 53) {
      Files.write(folder.resolve("revocations"), Arrays.copyOf(two, length));
      assertThatThrownBy(() -> opened().trust(KEYS))
          .as("cut to %s bytes", length)
          .hasMessageContaining("damaged");
    }
  }

  @Test
  void aStoreOfTheOldFormIsReadAndCarriedOver() throws Exception {
    writeOldForm(list(7, ALICE), ALICE.owner());
    assertThat(opened().trust(KEYS).revocations().packages()).containsExactly(BAD);
    assertThatThrownBy(() -> opened().replace(KEYS, empty(6, ALICE)))
        .hasMessageContaining("7 is known already");
    opened().replace(KEYS, empty(9, BOB));
    assertThat(opened().trust(KEYS).revocations().packages()).containsExactly(BAD);
    assertThatThrownBy(() -> opened().replace(KEYS, empty(6, ALICE)))
        .hasMessageContaining("7 is known already");
    opened().replace(KEYS, empty(8, ALICE));
    assertThat(opened().trust(KEYS).revocations().packages()).isEmpty();
  }

  @Test
  void anOldStoreThatIsDamagedIsNoEmptyOne() throws Exception {
    writeOldForm(list(7, ALICE), BOB.owner());
    assertThatThrownBy(() -> opened().trust(KEYS)).isInstanceOf(PackageException.class);
  }

  /** One list for all signers, as it was kept first: the key on a line, and the list. */
  private void writeOldForm(byte[] list, OwnerKey signer) throws Exception {
    opened();
    Files.writeString(
        folder.resolve("revocations"), signer + "\n" + new String(list, StandardCharsets.UTF_8));
  }

  @Test
  void aListOfNobodyTrustedIsNotKept() throws Exception {
    assertThatThrownBy(() -> opened().replace(Set.of(BOB.owner()), list(7, ALICE)))
        .hasMessageContaining("nobody who is trusted");
    assertThat(opened().trust(KEYS).revocations().bySigner()).isEmpty();
  }

  @Test
  void aRevokedKeyDoesNotLiftItsRevocation() throws Exception {
    byte[] withoutAlice = new Revocations(1, Set.of(ALICE.owner().id()), Set.of()).sign(BOB);
    opened().replace(KEYS, withoutAlice);
    assertThatThrownBy(() -> opened().replace(KEYS, empty(2, ALICE)))
        .hasMessageContaining("nobody who is trusted");
  }

  @Test
  void aListStaysInForceWithoutTheTrustInItsSigner() throws Exception {
    opened().replace(KEYS, list(7, ALICE));
    Set<OwnerKey> bob = Set.of(BOB.owner());
    assertThat(opened().trust(bob).revocations().packages()).containsExactly(BAD);
    opened().replace(bob, empty(9, BOB));
    assertThat(opened().trust(bob).revocations().packages()).containsExactly(BAD);
  }

  @Test
  void aDamagedListIsNoEmptyList() throws Exception {
    opened().replace(KEYS, list(7, ALICE));
    Path file = folder.resolve("revocations");
    byte[] whole = Files.readAllBytes(file);
    int tried = 0;
    int refused = 0;
    for (int at = 0; at < whole.length; at += 29) {
      tried++;
      byte[] damaged = whole.clone();
      damaged[at] ^= 1;
      Files.write(file, damaged);
      try {
        // The last characters of base64 have bits that mean nothing
        assertThat(opened().trust(KEYS).revocations().packages()).containsExactly(BAD);
      } catch (PackageException e) {
        refused++;
      }
    }
    assertThat(refused).isGreaterThanOrEqualTo(tried - 3);
    Files.write(file, new byte[0]);
    assertThatThrownBy(() -> opened().trust(KEYS)).isInstanceOf(PackageException.class);
  }
}
