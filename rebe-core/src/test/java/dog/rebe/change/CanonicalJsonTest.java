package dog.rebe.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

class CanonicalJsonTest {

  /** RFC 8785, section 3.2.3. */
  @Test
  void sortsNamesByUtf16CodeUnits() {
    Map<String, String> object = new LinkedHashMap<>();
    object.put("\u20ac", "Euro Sign");
    object.put("\r", "Carriage Return");
    object.put("\ufb33", "Hebrew Letter Dalet With Dagesh");
    object.put("1", "One");
    object.put("\ud83d\ude00", "Emoji: Grinning Face");
    object.put("\u0080", "Control");
    object.put("\u00f6", "Latin Small Letter O With Diaeresis");
    assertThat(CanonicalJson.text(object))
        .isEqualTo(
            "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u0080\":\"Control\","
                + "\"\u00f6\":\"Latin Small Letter O With Diaeresis\",\"\u20ac\":\"Euro Sign\","
                + "\"\ud83d\ude00\":\"Emoji: Grinning Face\","
                + "\"\ufb33\":\"Hebrew Letter Dalet With Dagesh\"}");
  }

  /** The string of RFC 8785, sections 3.2.2 and 3.2.4, with its bytes. */
  @Test
  void escapesNoMoreThanItMust() {
    assertThat(CanonicalJson.bytes(Map.of("string", "\u20ac$\u000f\nA'B\"\\\\\"/")))
        .isEqualTo(
            HexFormat.of()
                .parseHex(
                    "7b22737472696e67223a22e282ac245c75303030665c6e4127425c225c5c5c5c5c222f227d"));
    assertThat(CanonicalJson.text("\b\t\f\r\u0000\u001f\u007f\u2028"))
        .isEqualTo("\"\\b\\t\\f\\r\\u0000\\u001f\u007f\u2028\"");
  }

  @Test
  void writesBytesTimesAndNestedValues() {
    assertThat(
            CanonicalJson.text(
                Map.of(
                    "b", new byte[] {(byte) 0xff, 0, 1},
                    "a", List.of(1, 2L, true, List.of(), Map.of()),
                    "t", Instant.parse("1970-01-01T00:00:01.234567Z"))))
        .isEqualTo("{\"a\":[1,2,true,[],{}],\"b\":\"/wAB\",\"t\":1234}");
  }

  @Test
  void rejectsWhatHasNoCanonicalForm() {
    assertThatThrownBy(() -> CanonicalJson.text(1.5)).hasMessageContaining("Double");
    assertThatThrownBy(() -> CanonicalJson.text(1L << 53)).hasMessageContaining("9007199254740992");
    assertThatThrownBy(() -> CanonicalJson.text("a\ud83d")).hasMessageContaining("surrogate at 1");
    assertThatThrownBy(() -> CanonicalJson.text("\ude00")).hasMessageContaining("surrogate at 0");
    assertThatThrownBy(() -> CanonicalJson.text(Map.of(1, "x"))).hasMessageContaining("key 1");
    assertThat(CanonicalJson.text((1L << 53) - 1)).isEqualTo("9007199254740991");
  }

  @Test
  void rejectsEndlessNesting() {
    List<Object> loop = new ArrayList<>();
    loop.add(loop);
    assertThatThrownBy(() -> CanonicalJson.text(loop))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("64");
  }

  @Property(tries = 200)
  void doesNotDependOnTheOrderOfFields(
      @ForAll("objects") Map<String, Object> object, @ForAll Random random) {
    List<Map.Entry<String, Object>> entries = new ArrayList<>(object.entrySet());
    Collections.shuffle(entries, random);
    Map<String, Object> shuffled = new LinkedHashMap<>();
    entries.forEach(entry -> shuffled.put(entry.getKey(), entry.getValue()));
    assertThat(CanonicalJson.text(shuffled)).isEqualTo(CanonicalJson.text(object));
  }

  @Property(tries = 200)
  void isReadBackAsTheSameValues(@ForAll("objects") Map<String, Object> object) {
    JsonMapper mapper =
        JsonMapper.builder().enable(DeserializationFeature.USE_LONG_FOR_INTS).build();
    assertThat(mapper.readValue(CanonicalJson.bytes(object), Object.class)).isEqualTo(object);
  }

  @Property(tries = 200)
  void isInjective(
      @ForAll("objects") Map<String, Object> one, @ForAll("objects") Map<String, Object> other) {
    boolean sameBytes = Arrays.equals(CanonicalJson.bytes(one), CanonicalJson.bytes(other));
    assertThat(sameBytes).isEqualTo(one.equals(other));
  }

  @Provide
  Arbitrary<Map<String, Object>> objects() {
    Arbitrary<String> strings =
        Arbitraries.strings()
            .ofMaxLength(6)
            .map(s -> new String(s.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8));
    Arbitrary<Object> leaves =
        Arbitraries.oneOf(
            strings.asGeneric(),
            Arbitraries.longs().between(-(1L << 53) + 1, (1L << 53) - 1).asGeneric(),
            Arbitraries.of(true, false).asGeneric());
    Arbitrary<Object> values =
        Arbitraries.oneOf(
            leaves,
            leaves.list().ofMaxSize(3).asGeneric(),
            Arbitraries.maps(strings, leaves).ofMaxSize(3).asGeneric());
    return Arbitraries.maps(strings, values).ofMaxSize(5);
  }
}
