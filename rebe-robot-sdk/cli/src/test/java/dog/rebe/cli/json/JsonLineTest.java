package dog.rebe.cli.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JsonLineTest {

  @Test
  void writesEveryKindOfValueInOrder() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("text", "a\"b");
    fields.put("count", 3L);
    fields.put("share", 0.5);
    fields.put("yes", true);
    fields.put("bytes", new byte[] {1, 2});
    fields.put("elapsedMillis", Duration.ofMillis(1_500));
    fields.put("absent", Optional.empty());
    fields.put("present", Optional.of("x"));
    fields.put("nothing", null);
    fields.put("list", List.of(1, Map.of("k", "v")));
    assertThat(JsonLine.of(fields))
        .isEqualTo(
            "{\"text\":\"a\\\"b\",\"count\":3,\"share\":0.5,\"yes\":true,\"bytes\":\"AQI=\","
                + "\"elapsedMillis\":1500,\"absent\":null,\"present\":\"x\",\"nothing\":null,"
                + "\"list\":[1,{\"k\":\"v\"}]}");
  }
}
