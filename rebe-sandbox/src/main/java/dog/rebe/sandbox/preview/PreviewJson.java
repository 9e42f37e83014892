package dog.rebe.sandbox.preview;

import dog.rebe.change.BlindSpot;
import dog.rebe.change.CanonicalJson;
import dog.rebe.change.ForeseenChange;
import dog.rebe.files.FilePath;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A preview as JSON (RFC 8259) in one line. A path is text where it is UTF-8, and has its bytes in
 * Base64 beside it, which are what counts.
 */
public final class PreviewJson {

  private PreviewJson() {}

  /** The preview as JSON. */
  public static String of(CommandPreview preview) {
    return CanonicalJson.text(fields(preview));
  }

  /** The same as strings, numbers, truth values, bytes, lists and maps. */
  public static Map<String, Object> fields(CommandPreview preview) {
    Map<String, Object> form = new LinkedHashMap<>();
    form.put("digest", preview.digest().hex());
    form.put("sentence", preview.sentence());
    form.put("previewed", preview.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    form.put("whole", preview.isWhole());
    preview.unknown().ifPresent(why -> form.put("unknown", why));
    preview.exitStatus().ifPresent(status -> form.put("exitStatus", status));
    form.put("messages", preview.messages());
    form.put("counts", counts(preview.counts()));
    form.put("changes", preview.changes().stream().map(PreviewJson::change).toList());
    form.put("foreseen", preview.foreseen().stream().map(PreviewJson::foreseen).toList());
    form.put("unreadable", preview.unreadable().stream().map(FilePath::toString).toList());
    form.put("blindSpots", spots(preview.blindSpots()));
    form.put("sourceLimits", spots(SourceLimits.all()));
    return form;
  }

  private static Map<String, Object> foreseen(ForeseenChange change) {
    Map<String, Object> form = PreviewDigest.foreseen(change);
    form.put("words", change.words());
    return form;
  }

  private static List<Map<String, Object>> spots(List<BlindSpot> spots) {
    return spots.stream()
        .map(spot -> Map.<String, Object>of("subject", spot.subject(), "reason", spot.reason()))
        .toList();
  }

  private static Map<String, Object> counts(PreviewCounts counts) {
    return Map.of(
        "created", counts.created(),
        "changed", counts.changed(),
        "deleted", counts.deleted(),
        "renamed", counts.renamed(),
        "freedBytes", counts.freedBytes(),
        "writtenBytes", counts.writtenBytes());
  }

  private static Map<String, Object> change(EntryChange change) {
    Map<String, Object> form = new LinkedHashMap<>();
    form.put("kind", change.kind().name().toLowerCase(Locale.ROOT));
    path(form, "path", change.path());
    change.from().ifPresent(from -> path(form, "from", from));
    change.before().ifPresent(state -> form.put("before", PreviewDigest.state(state)));
    change.after().ifPresent(state -> form.put("after", PreviewDigest.state(state)));
    change.replaced().ifPresent(state -> form.put("replaced", PreviewDigest.state(state)));
    change
        .time()
        .ifPresent(time -> form.put("time", time.instant().map(Object::toString).orElse("now")));
    change.content().ifPresent(content -> form.put("content", content(content)));
    return form;
  }

  private static Map<String, Object> content(ContentDifference content) {
    if (content instanceof ContentDifference.Lines lines) {
      return Map.of("lines", lines.lines(), "shortened", lines.shortened());
    }
    if (content instanceof ContentDifference.CopyOf copy) {
      Map<String, Object> form = new LinkedHashMap<>();
      path(form, "copyOf", copy.source());
      return form;
    }
    return Map.of("binary", true);
  }

  private static void path(Map<String, Object> form, String name, FilePath path) {
    form.put(name, path.toString());
    form.put(name + "Bytes", path.bytes());
  }
}
