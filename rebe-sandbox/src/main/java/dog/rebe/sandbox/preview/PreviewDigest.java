package dog.rebe.sandbox.preview;

import dog.rebe.change.CanonicalJson;
import dog.rebe.change.Digest;
import dog.rebe.change.FileState;
import dog.rebe.change.ForeseenChange;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The canonical form of a preview and its digest. */
final class PreviewDigest {

  private static final String PREFIX = "rebe:command-preview:v1\n";

  private PreviewDigest() {}

  static Digest of(CommandPreview preview) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      sha256.update(PREFIX.getBytes(StandardCharsets.UTF_8));
      sha256.update(CanonicalJson.bytes(canonical(preview)));
      return new Digest(HexFormat.of().formatHex(sha256.digest()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  private static Map<String, Object> canonical(CommandPreview preview) {
    Map<String, Object> form = new LinkedHashMap<>();
    form.put("previewed", preview.kind().name().toLowerCase(Locale.ROOT));
    form.put("foreseen", preview.foreseen().stream().map(PreviewDigest::foreseen).toList());
    form.put("messages", preview.messages());
    form.put("changes", preview.changes().stream().map(PreviewDigest::change).toList());
    preview.unknown().ifPresent(why -> form.put("unknown", why));
    form.put(
        "blindSpots",
        preview.blindSpots().stream()
            .map(spot -> Map.of("subject", spot.subject(), "reason", spot.reason()))
            .toList());
    preview.exitStatus().ifPresent(status -> form.put("exitStatus", status));
    return form;
  }

  static Map<String, Object> foreseen(ForeseenChange change) {
    Map<String, Object> form = new LinkedHashMap<>();
    form.put("kind", change.kind().name().toLowerCase(Locale.ROOT));
    form.put("subject", change.subject());
    change.before().ifPresent(before -> form.put("before", before));
    change.after().ifPresent(after -> form.put("after", after));
    return form;
  }

  private static Map<String, Object> change(EntryChange change) {
    Map<String, Object> form = new LinkedHashMap<>();
    form.put("kind", change.kind().name().toLowerCase(Locale.ROOT));
    form.put("path", change.path().bytes());
    change.from().ifPresent(from -> form.put("from", from.bytes()));
    put(form, "before", change.before());
    put(form, "after", change.after());
    put(form, "replaced", change.replaced());
    change
        .time()
        .ifPresent(
            time -> form.put("time", time.instant().map(Object::toString).orElse("when it runs")));
    if (change.content().orElse(null) instanceof ContentDifference.CopyOf copy) {
      form.put("copyOf", copy.source().bytes());
    }
    return form;
  }

  private static void put(Map<String, Object> form, String name, Optional<FileState> state) {
    state.ifPresent(present -> form.put(name, state(present)));
  }

  static Map<String, Object> state(FileState state) {
    Map<String, Object> form = new LinkedHashMap<>();
    form.put("type", state.type().name().toLowerCase(Locale.ROOT));
    form.put("mode", state.mode());
    form.put("userId", state.userId());
    form.put("groupId", state.groupId());
    form.put("sizeBytes", state.sizeBytes());
    state.content().ifPresent(digest -> form.put("content", digest.hex()));
    return form;
  }
}
