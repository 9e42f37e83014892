package dog.rebe.outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadingLevelTest {

  @ParameterizedTest
  @CsvSource({
    "machine, 2",
    "answer, 2",
    "turned, 1",
    "wanted, 2",
    "the, 1",
    "make, 1",
    "while, 1",
    "table, 2",
    "password, 2",
    "possible, 3",
    "network, 2",
    "trying, 2",
    "authentication, 5",
    "approval, 3",
    "web-1, 2",
    "gives, 1",
    "boxes, 2",
    "language, 2",
    "restart, 2"
  })
  void countsSyllablesAsSpeakersDo(String word, int syllables) {
    assertThat(ReadingLevel.syllables(word)).isEqualTo(syllables);
  }

  @Test
  void gradesAPlainSentenceLowAndAnOfficialOneHigh() {
    assertThat(ReadingLevel.grade("The cat sat on the mat.")).isCloseTo(-1.45, within(0.01));
    assertThat(
            ReadingLevel.grade(
                "The negotiation of authentication algorithms terminated unsuccessfully."))
        .isGreaterThan(20);
  }
}
