package dog.rebe.chronicle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dog.rebe.change.CanonicalJson;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class EntryFieldsTest {

  @Property(tries = 200)
  void areWhatATreeWouldBe(@ForAll Map<String, Long> given) {
    TreeMap<String, Object> tree = new TreeMap<>(given);
    EntryFields fields = EntryFields.copyOf(new HashMap<>(given));

    assertThat(fields).isEqualTo(tree).hasSameHashCodeAs(tree);
    assertThat(fields.toString()).isEqualTo(tree.toString());
    assertThat(fields.entrySet()).containsExactlyElementsOf(tree.entrySet());
    tree.forEach((name, value) -> assertThat(fields.get(name)).isEqualTo(value));
    if (!tree.isEmpty()) {
      assertThat(fields.firstKey()).isEqualTo(tree.firstKey());
      assertThat(fields.headMap(tree.lastKey())).isEqualTo(tree.headMap(tree.lastKey()));
    }
  }

  @Test
  void cannotBeChanged() {
    EntryFields fields = EntryFields.copyOf(Map.of("a", 1L));

    assertThatThrownBy(() -> fields.put("b", 2L)).isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(fields::clear).isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void doNotSeeWhatTheirBuilderIsGivenLater() {
    ChronicleEntry.Builder builder = ChronicleEntry.builder(EntryKind.ALERT).field("b", "1");
    ChronicleEntry first = builder.at(Instant.EPOCH);
    ChronicleEntry second = builder.field("a", "2").field("b", "3").at(Instant.EPOCH);

    assertThat(first.fields()).isEqualTo(Map.of("b", "1"));
    assertThat(second.fields()).isEqualTo(Map.of("a", "2", "b", "3"));
    assertThat(second.fields().firstKey()).isEqualTo("a");
  }

  @Property(tries = 100)
  void areWrittenAsCanonicalJsonHasIt(@ForAll long wall, @ForAll("names") Map<String, Long> given) {
    Instant at = Instant.ofEpochMilli(wall % (1L << 50));
    ChronicleEntry entry = ChronicleEntry.of(at, EntryKind.OUTCOME, given);

    String whole = new String(EntryLine.begin(entry), StandardCharsets.UTF_8) + "}";

    assertThat(whole)
        .isEqualTo(
            CanonicalJson.text(
                Map.of("at", at, "fields", new HashMap<>(given), "kind", "outcome")));
  }

  @Provide
  Arbitrary<Map<String, Long>> names() {
    return Arbitraries.maps(
        Arbitraries.strings().ascii().ofMaxLength(8), Arbitraries.longs().between(-1000, 1L << 52));
  }
}
