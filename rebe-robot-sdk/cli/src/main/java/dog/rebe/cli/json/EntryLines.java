package dog.rebe.cli.json;

import dog.rebe.chronicle.RecordedEntry;
import java.util.Locale;
import java.util.Map;

/** What {@code rebe chronicle show --json} prints: an entry each. */
public final class EntryLines {

  private EntryLines() {}

  /** An entry; its time is the one that it was recorded with. */
  public static String of(RecordedEntry recorded) {
    Map<String, Object> fields = StartLine.fields("entry", recorded.entry().at());
    fields.put("kind", recorded.entry().kind().name().toLowerCase(Locale.ROOT));
    fields.put("fields", recorded.entry().fields());
    return JsonLine.of(fields);
  }
}
