package dog.rebe.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dog.rebe.outcome.VisibleText;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What is left of a node's words when the secrets are taken out of them. */
final class RedactionTest {

  private static final int MOST_CHARACTERS = 500;

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String redact(String text, String... secrets) {
    return Redaction.of(java.util.Arrays.stream(secrets).map(RedactionTest::bytes).toList())
        .redact(text);
  }

  /** No asterisks: the mask itself would hold them. */
  @Provide
  Arbitrary<String> secrets() {
    return Arbitraries.strings()
        .withCharRange(' ', ')')
        .withCharRange('+', '~')
        .withChars('\n', '\t', '\u001b', 'ä', '\u202e')
        .ofMinLength(1)
        .ofMaxLength(40)
        .filter(text -> !text.isBlank());
  }

  @Provide
  Arbitrary<String> words() {
    return Arbitraries.strings().withCharRange('a', 'f').withChars(" '\"=:").ofMaxLength(30);
  }

  @Property
  void leavesNoPieceOfASecret(
      @ForAll("secrets") String secret, @ForAll("words") String before, @ForAll int cut) {
    String shown = secret.strip();
    int piece = Redaction.pieceOf(shown.length());
    String part = shown.substring(Math.floorMod(cut, shown.length() - piece + 1));

    String left = redact(before + part + before, secret);

    for (int at = 0; at + piece <= shown.length(); at++) {
      assertThat(left).doesNotContain(shown.substring(at, at + piece));
    }
  }

  @Property
  void knowsTheWaysToWriteASecret(@ForAll("secrets") String fetched) {
    String secret = fetched.strip();
    String json = secret.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    List<String> written =
        List.of(
            VisibleText.line(secret, MOST_CHARACTERS),
            new String(SecretLine.of(bytes(secret)), StandardCharsets.US_ASCII),
            json.replace("\t", "\\t"),
            secret.replace("'", "'\\''"));

    for (String form : written) {
      assertThat(redact("é" + form.strip() + "é", secret)).isEqualTo("é***é");
    }
  }

  @Property
  void leavesATextWithoutSecretsAsItIs(@ForAll("words") String text) {
    assertThat(redact(text, "S3CR3T-P4SS", "0000")).isEqualTo(text);
  }

  @Example
  void masksSecretsThatOverlapAsOne() {
    assertThat(redact("xabcdx", "abc", "bcd")).isEqualTo("x***x");
    assertThat(redact("aaaaa!", "aa")).isEqualTo("***!");
  }

  @Example
  void masksTheFirstHalfThatWasLeftWhenAMessageWasCut() {
    assertThat(redact("bad password s3cr3t-…", "s3cr3t-p4ss")).isEqualTo("bad password ***…");
  }

  @Example
  void masksBytesThatAreNoText() {
    byte[] secret = {(byte) 0xff, (byte) 0xfe, 1, 2};
    Redaction redaction = Redaction.of(List.of(secret));

    assertThat(redaction.redact("in " + VisibleText.line(secret, MOST_CHARACTERS)))
        .isEqualTo("in ***");
  }

  @Example
  void outlivesTheValues() {
    SecretValues values = SecretValues.of(Map.of("pw", bytes("s3cr3t")));
    Redaction redaction = values.redaction();
    values.close();

    assertThat(redaction.redact("no s3cr3t")).isEqualTo("no ***");
    assertThat(SecretValues.none().redaction().redact("as it is")).isEqualTo("as it is");
    assertThatThrownBy(values::redaction)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("The attempt is over");
  }
}
