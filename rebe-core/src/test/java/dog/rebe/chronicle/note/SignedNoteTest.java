package dog.rebe.chronicle.note;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dog.rebe.chronicle.tree.TreeHash;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SignedNoteTest {

  /** The example that the specification of signed notes gives. */
  private static final VerifierKey PUBLISHED_KEY =
      VerifierKey.parse("example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k");

  private static final String PUBLISHED_NOTE =
      "This is an example message.\n\n"
          + "\u2014 example.com/foo"
          + " Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n";

  private final SigningKey key = SigningKey.generate("example.com/farm", new SecureRandom());

  private static SignedNote parse(String text) {
    return SignedNote.parse(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void verifiesThePublishedExample() {
    SignedNote note = parse(PUBLISHED_NOTE);
    assertThat(note.isSignedBy(PUBLISHED_KEY)).isTrue();
    assertThat(new String(note.bytes(), StandardCharsets.UTF_8)).isEqualTo(PUBLISHED_NOTE);
    assertThat(
            parse(PUBLISHED_NOTE.replace("example message", "Example message"))
                .isSignedBy(PUBLISHED_KEY))
        .isFalse();
    assertThat(note.isSignedBy(key.verifier())).isFalse();
  }

  @Test
  void readsWhatItSigned() {
    Checkpoint checkpoint = new Checkpoint("example.com/farm", 7, TreeHash.ofNothing());
    SignedNote read = SignedNote.parse(key.sign(checkpoint.text()).bytes());
    assertThat(read.isSignedBy(VerifierKey.parse(key.verifier().toString()))).isTrue();
    assertThat(Checkpoint.of(read)).isEqualTo(checkpoint);
  }

  @Test
  void ignoresSignaturesOfUnknownKeysAndRefusesAWrongOneOfAKnownKey() {
    SigningKey other = SigningKey.generate("example.com/other", new SecureRandom());
    SignedNote note = key.sign("text\n");
    SignedNote both = note.with(other.sign("text\n").signatures().get(0));
    assertThat(both.isSignedBy(key.verifier())).isTrue();
    assertThat(both.isSignedBy(other.verifier())).isTrue();
    SignedNote wrong = note.with(other.sign("other text\n").signatures().get(0));
    assertThat(wrong.isSignedBy(key.verifier())).isTrue();
    assertThat(wrong.isSignedBy(other.verifier())).isFalse();
    SignedNote rightAndWrong = both.with(other.sign("other text\n").signatures().get(0));
    assertThat(rightAndWrong.isSignedBy(other.verifier())).isFalse();
  }

  @Test
  void cosignsWithATime() {
    SigningKey witness = SigningKey.generate("witness.example.com", new SecureRandom());
    SignedNote note = key.sign("text\n");
    SignedNote cosigned = note.with(witness.cosign(note, Instant.ofEpochSecond(1_700_000_000)));
    assertThat(cosigned.isSignedBy(witness.verifier().forCosignatures())).isTrue();
    assertThat(cosigned.isSignedBy(witness.verifier())).isFalse();
    assertThat(VerifierKey.parse(witness.verifier().forCosignatures().toString()).isCosigner())
        .isTrue();
  }

  @Test
  void keepsAPrivateKeyAsTextAndShowsItNowhereElse() {
    String secret = key.secretText();
    SigningKey read = SigningKey.parse(secret);
    assertThat(read.verifier()).isEqualTo(key.verifier());
    assertThat(read.sign("text\n").isSignedBy(key.verifier())).isTrue();
    assertThat(key).hasToString("the private key of example.com/farm");
    String damaged = secret.replaceFirst("PRIVATE\\+KEY\\+", "PRIVATE+KEY+x");
    assertThatThrownBy(() -> SigningKey.parse(damaged))
        .isInstanceOf(IllegalArgumentException.class)
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain(secret.substring(45, 60)));
  }

  @Test
  void refusesAPrivateKeyWithAnothersPublicKey() {
    String secret = key.secretText();
    SigningKey other = SigningKey.generate("example.com/farm", new SecureRandom());
    String mixed = secret.lines().findFirst().orElseThrow() + "\n" + other.verifier() + "\n";
    assertThatThrownBy(() -> SigningKey.parse(mixed))
        .hasMessageContaining("do not belong together");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n",
        "text\n",
        "text\n\n",
        "text\n\n- example.com AAAAAAAA\n",
        "text\n\n\u2014 example.com\n",
        "text\n\n\u2014 example.com AAAA\n",
        "text\n\n\u2014 example.com !!!!!!!!\n",
        "text\n\n\u2014 exa+mple AAAAAAAA\n",
        "te\u0001xt\n\n\u2014 example.com AAAAAAAA\n",
        "text\n\n\u2014 example.com AAAAAAAA",
        "text\n\n\u2014 example.com AAAAAAB=\n"
      })
  void refusesWhatIsNoNote(String text) {
    assertThatThrownBy(() -> parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "example.com/foo",
        "example.com/foo+530d903b+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        "example.com/fo0+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        "example.com/foo+530d903a+AukyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        "example.com/foo+530d903a+****"
      })
  void refusesWhatIsNoPublicKey(String text) {
    assertThatThrownBy(() -> VerifierKey.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesACheckpointThatIsNotCanonical() {
    String root = TreeHash.ofNothing().base64();
    for (String text :
        List.of(
            "log\n07\n" + root + "\n",
            "log\n-1\n" + root + "\n",
            "log\n7\n" + root + "\nextension\n",
            "log\n7\n",
            "log\n7\nAAAA\n",
            "\n7\n" + root + "\n")) {
      assertThatThrownBy(() -> Checkpoint.of(key.sign(text)))
          .as(text)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
