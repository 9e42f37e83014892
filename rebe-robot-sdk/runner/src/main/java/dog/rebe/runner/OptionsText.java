package dog.rebe.runner;

import dog.rebe.runner.ApplyOptions.Batch;
import dog.rebe.runner.ApplyOptions.WhenStopped;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Reads back what {@link ApplyOptions#toString} writes. */
final class OptionsText {

  private OptionsText() {}

  static ApplyOptions parse(String json) {
    Object tree =
        JsonMapper.builder()
            .enable(DeserializationFeature.USE_LONG_FOR_INTS)
            .build()
            .readValue(json, Object.class);
    if (tree instanceof Map<?, ?> form
        && form.get("batches") instanceof List<?> batches
        && form.get("siteLabel") instanceof String site
        && form.get("whenStopped") instanceof String end) {
      return new ApplyOptions(
          number(form, "canary"),
          batches.stream().map(text -> batch((String) text)).toList(),
          number(form, "concurrency"),
          site,
          number(form, "perSite"),
          number(form, "maxFailures"),
          number(form, "maxUnknowns"),
          end.equals("undo") ? WhenStopped.UNDO : WhenStopped.KEEP);
    }
    throw new IllegalArgumentException("These are no options of a run: " + json);
  }

  private static Batch batch(String text) {
    return text.endsWith("%")
        ? Batch.percent(Integer.parseInt(text.substring(0, text.length() - 1)))
        : Batch.of(Integer.parseInt(text));
  }

  private static int number(Map<?, ?> form, String name) {
    if (form.get(name) instanceof Long number) {
      return Math.toIntExact(number);
    }
    throw new IllegalArgumentException("The options have no number '" + name + "'");
  }
}
