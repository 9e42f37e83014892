package dog.rebe.ssh.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class PersonalityTest {

  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.ofEpochSecond(1_800_000_000));
  private static final String TEXT = "${hostname} ${address} ${memory_kib} ${load1} ${mac}";

  private static Personality of(String id, long seed) {
    return new Personality(NodeDefinition.of(id, SimulatedSystem.debian()), seed, CLOCK);
  }

  @Test
  void isTheSameForTheSameSeed() {
    assertThat(of("a", 1).fill(TEXT)).isEqualTo(of("a", 1).fill(TEXT));
  }

  @Test
  void differsFromNodeToNodeAndFromSeedToSeed() {
    assertThat(of("a", 1).fill(TEXT))
        .isNotEqualTo(of("b", 1).fill(TEXT))
        .isNotEqualTo(of("a", 2).fill(TEXT));
  }

  @Test
  void takesValuesFromTheDefinitionAndWhatFollowsFromThem() {
    NodeDefinition small =
        NodeDefinition.of("a", SimulatedSystem.debian()).value("memory_kib", "1000");
    Personality personality = new Personality(small, 1, CLOCK);
    assertThat(personality.value("memory_kib")).isEqualTo("1000");
    assertThat(Long.parseLong(personality.value("memory_free_kib"))).isBetween(50L, 450L);
  }

  @Test
  void takesTheTimeFromTheClock() {
    assertThat(of("a", 1).fill("${epoch_seconds}")).isEqualTo("1800000000");
  }

  @Test
  void putsFilesIntoTexts() {
    assertThat(of("a", 1).fill("<${file /etc/hostname}>")).isEqualTo("<a\n>");
  }

  @Test
  void saysWhichPlaceholderHasNoValue() {
    assertThatThrownBy(() -> of("a", 1).fill("${nonsense}"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("nonsense")
        .hasMessageContaining("debian-12");
  }

  @Test
  void saysWhichSystemsThereAre() {
    assertThatThrownBy(() -> SimulatedSystem.named("windows"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("windows")
        .hasMessageContaining("openwrt");
  }
}
