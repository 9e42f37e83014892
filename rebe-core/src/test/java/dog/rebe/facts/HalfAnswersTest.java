package dog.rebe.facts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dog.rebe.command.DecodeException;
import dog.rebe.command.Limits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Empty, half and foreign answers are missing facts, never empty or invented ones. */
class HalfAnswersTest {

  @Test
  void anEmptyAnswerIsNoFact() throws DecodeException {
    for (Topic topic : Topic.values()) {
      assertThat(reason(topic, "", "0")).as("%s", topic).isEqualTo(Reason.NOT_UNDERSTOOD);
    }
  }

  @Test
  void anAnswerOfBlanksIsNoFact() throws DecodeException {
    for (Topic topic : Topic.values()) {
      assertThat(reason(topic, "\n \n", "0")).as("%s", topic).isEqualTo(Reason.NOT_UNDERSTOOD);
    }
  }

  @Test
  void theExitTellsWhyAFactIsMissing() throws DecodeException {
    for (Topic topic : Topic.values()) {
      assertThat(reason(topic, "no such thing\n", "127"))
          .as("%s", topic)
          .isEqualTo(Reason.NOT_THERE);
      assertThat(reason(topic, "refused\n", "1")).as("%s", topic).isEqualTo(Reason.FAILED);
      assertThat(reason(topic, "", "late")).as("%s", topic).isEqualTo(Reason.TIMED_OUT);
      assertThat(reason(topic, "", "124")).as("%s", topic).isEqualTo(Reason.TIMED_OUT);
    }
  }

  @Test
  void anAnswerOverItsLimitIsNoFact() throws DecodeException {
    for (FactReader<?> reader : FactReaders.ALL) {
      String endless = "x".repeat(Math.toIntExact(reader.outputBytes()) + 1);
      assertThat(reason(reader.topic(), endless, "0"))
          .as("%s", reader.topic())
          .isEqualTo(Reason.TOO_LONG);
    }
  }

  @Test
  void aSystemctlThatListsNothingIsNoFact() throws DecodeException {
    assertThat(reason(Topic.SERVICES, "== systemd\n[]\n", "0")).isEqualTo(Reason.NOT_UNDERSTOOD);
    assertThat(reason(Topic.SERVICES, "== systemd\n", "0")).isEqualTo(Reason.NOT_UNDERSTOOD);
    assertThat(reason(Topic.SERVICES, "== systemd\n[{\"unit\":\"a.service\"", "0"))
        .isEqualTo(Reason.NOT_UNDERSTOOD);
    assertThat(reason(Topic.SERVICES, "== procd\n{}\n", "0")).isEqualTo(Reason.NOT_UNDERSTOOD);
  }

  @Test
  void fileSystemsWithoutTheirEndAreNoFact() throws DecodeException {
    String half =
        """
        mount /dev/a / ext4 rw
        == local
        Filesystem 1024-blocks Used Available Capacity Mounted on
        /dev/a 10 5 5 50% /
        == remote
        """;
    assertThat(reason(Topic.FILE_SYSTEMS, half, "0")).isEqualTo(Reason.NOT_UNDERSTOOD);
    assertThat(
            reason(Topic.FILE_SYSTEMS, half.replace("/dev/a 10 5 5 50% /\n", "") + "== end\n", "0"))
        .isEqualTo(Reason.FAILED);
    assertThat(reason(Topic.FILE_SYSTEMS, half.replace("== remote\n", ""), "late"))
        .isEqualTo(Reason.TIMED_OUT);
  }

  @Test
  void aBrokenConnectionLeavesTheFactsThatWereWhole() throws Exception {
    Map<Topic, byte[]> outputs = new EnumMap<>(Topic.class);
    for (Topic topic : List.of(Topic.IDENTITY, Topic.KERNEL, Topic.MEMORY)) {
      outputs.put(topic, Systems.member("arch", topic));
    }
    int whole = outputs.values().stream().mapToInt(bytes -> bytes.length).sum() + 1000;
    int known = -1;
    for (int bytes = 0; bytes < whole; bytes++) {
      MachineFacts facts = Systems.partial(outputs, bytes);
      long now = facts.byTopic().values().stream().filter(fact -> fact.value().isPresent()).count();
      assertThat(now).isGreaterThanOrEqualTo(known);
      known = Math.toIntExact(now);
      if (facts.memory() instanceof Fact.Missing<Memory> missing) {
        assertThat(missing.reason()).isEqualTo(Reason.LOST);
      }
    }
    assertThat(known).isEqualTo(3);
  }

  @Test
  void whatANodeSaysInAReasonIsSafeToShow() throws DecodeException {
    MachineFacts facts =
        Systems.facts(
            Map.of(Topic.KERNEL, "\u001b[2Jno".getBytes(StandardCharsets.UTF_8)),
            Map.of("kernel", "1"));
    assertThat(facts.kernel().toString()).contains("\\u001b[2Jno").doesNotContain("\u001b");
  }

  @Test
  void refusesLimitsThatNoFactFitsInto() {
    assertThatThrownBy(() -> Facts.command(Limits.of(Duration.ofSeconds(1), 100)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("100 bytes")
        .hasMessageContaining("Facts.OUTPUT_BYTES");
  }

  @Test
  void asksForAtLeastOneTopic() {
    assertThatThrownBy(
            () ->
                Facts.command(
                    Limits.of(Duration.ofSeconds(1), 1),
                    EnumSet.noneOf(Topic.class),
                    Clock.systemUTC()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("topic");
  }

  /** A cut line may still read as a shorter one; a reader only ever fails as a reader does. */
  @Property(tries = 300)
  void aCutAnswerNeverBreaksTheDecoder(
      @ForAll("systems") String system,
      @ForAll("topics") Topic topic,
      @ForAll @IntRange(max = 20_000) int at)
      throws Exception {
    byte[] whole = Systems.member(system, topic);
    byte[] cut = Arrays.copyOf(whole, at % (whole.length + 1));
    assertReadsOrRefuses(topic, cut);
  }

  @Property(tries = 300)
  void aDamagedAnswerNeverBreaksTheDecoder(
      @ForAll("systems") String system,
      @ForAll("topics") Topic topic,
      @ForAll @Size(min = 1, max = 8) int[] positions,
      @ForAll byte[] bytes)
      throws Exception {
    byte[] damaged = Systems.member(system, topic);
    for (int i = 0; i < Math.min(positions.length, bytes.length) && damaged.length > 0; i++) {
      damaged[Math.floorMod(positions[i], damaged.length)] = bytes[i];
    }
    assertReadsOrRefuses(topic, damaged);
  }

  @Property(tries = 300)
  void foreignBytesNeverBreakTheDecoder(
      @ForAll("topics") Topic topic, @ForAll @Size(max = 300) byte[] bytes) throws Exception {
    assertReadsOrRefuses(topic, bytes);
  }

  @Provide
  Arbitrary<String> systems() throws IOException {
    return Arbitraries.of(Systems.names());
  }

  @Provide
  Arbitrary<Topic> topics() {
    return Arbitraries.of(Topic.values());
  }

  private static void assertReadsOrRefuses(Topic topic, byte[] output) {
    FactReader<?> reader =
        FactReaders.ALL.stream().filter(each -> each.topic() == topic).findAny().orElseThrow();
    FactText text = FactText.of(new String(output, StandardCharsets.ISO_8859_1));
    try {
      assertThat(reader.read(text).value()).isNotNull();
    } catch (FactException e) {
      assertThat(e.reason())
          .isIn(Set.of(Reason.NOT_UNDERSTOOD, Reason.NOT_THERE, Reason.FAILED, Reason.TOO_LONG));
      assertThat(e.getMessage()).isNotBlank();
    }
  }

  private static Reason reason(Topic topic, String output, String exit) throws DecodeException {
    MachineFacts facts =
        Systems.facts(
            Map.of(topic, output.getBytes(StandardCharsets.UTF_8)), Map.of(topic.member(), exit));
    Fact<?> fact = facts.byTopic().get(topic);
    return fact instanceof Fact.Missing<?> missing
        ? missing.reason()
        : org.assertj.core.api.Assertions.fail("a fact: " + fact);
  }
}
