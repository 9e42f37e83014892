package dog.rebe.runner;

import dog.rebe.change.BlindSpot;
import dog.rebe.change.Digest;
import dog.rebe.change.FileChange;
import dog.rebe.change.FileState;
import dog.rebe.change.ForeseenChange;
import dog.rebe.change.Preview;
import dog.rebe.change.PreviewKind;
import dog.rebe.change.SetTime;
import dog.rebe.change.StepPreview;
import dog.rebe.files.FilePath;
import dog.rebe.files.FileType;
import dog.rebe.node.NodeId;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A preview as a tree of maps, lists, texts and numbers, and back. */
final class PreviewText {

  private static final String NOW = "now";

  private PreviewText() {}

  static List<Object> form(Preview preview) {
    return preview.steps().stream().<Object>map(PreviewText::form).toList();
  }

  private static Map<String, Object> form(StepPreview step) {
    Map<String, Object> form = new LinkedHashMap<>();
    form.put("step", step.step());
    form.put("node", step.node().value());
    form.put("kind", step.kind().name().toLowerCase(Locale.ROOT));
    form.put("changes", step.changes().stream().map(PreviewText::form).toList());
    form.put("foreseen", step.foreseen().stream().map(PreviewText::form).toList());
    form.put(
        "blindSpots",
        step.blindSpots().stream()
            .map(spot -> Map.of("subject", spot.subject(), "reason", spot.reason()))
            .toList());
    form.put("notes", step.notes());
    step.footing().ifPresent(digest -> form.put("footing", digest.hex()));
    return form;
  }

  private static Map<String, Object> form(FileChange change) {
    Map<String, Object> form = new LinkedHashMap<>();
    form.put("path", Base64.getEncoder().encodeToString(change.path().bytes()));
    change.before().ifPresent(state -> form.put("before", form(state)));
    change.after().ifPresent(state -> form.put("after", form(state)));
    change.time().ifPresent(set -> form.put("time", form(set)));
    return form;
  }

  private static String form(SetTime time) {
    return time.instant().map(Object::toString).orElse(NOW);
  }

  private static Map<String, Object> form(ForeseenChange foreseen) {
    Map<String, Object> form = new LinkedHashMap<>();
    form.put("kind", foreseen.kind().name().toLowerCase(Locale.ROOT));
    form.put("subject", foreseen.subject());
    foreseen.before().ifPresent(state -> form.put("before", state));
    foreseen.after().ifPresent(state -> form.put("after", state));
    return form;
  }

  private static Map<String, Object> form(FileState state) {
    Map<String, Object> form = new LinkedHashMap<>();
    form.put("type", state.type().name().toLowerCase(Locale.ROOT));
    form.put("mode", (long) state.mode());
    form.put("userId", state.userId());
    form.put("groupId", state.groupId());
    form.put("sizeBytes", state.sizeBytes());
    state.content().ifPresent(content -> form.put("content", content.hex()));
    return form;
  }

  static Preview parse(Digest plan, List<?> steps) {
    return new Preview(plan, steps.stream().map(step -> step((Map<?, ?>) step)).toList());
  }

  private static StepPreview step(Map<?, ?> form) {
    return new StepPreview(
        text(form, "step"),
        new NodeId(text(form, "node")),
        PreviewKind.valueOf(text(form, "kind").toUpperCase(Locale.ROOT)),
        list(form, "changes").stream().map(change -> change((Map<?, ?>) change)).toList(),
        list(form, "foreseen").stream().map(told -> foreseen((Map<?, ?>) told)).toList(),
        list(form, "blindSpots").stream()
            .map(spot -> (Map<?, ?>) spot)
            .map(spot -> new BlindSpot(text(spot, "subject"), text(spot, "reason")))
            .toList(),
        list(form, "notes").stream().map(String.class::cast).toList(),
        Optional.ofNullable((String) form.get("footing")).map(Digest::new));
  }

  private static FileChange change(Map<?, ?> form) {
    return new FileChange(
        FilePath.of(Base64.getDecoder().decode(text(form, "path"))),
        state(form.get("before")),
        state(form.get("after")),
        Optional.ofNullable((String) form.get("time")).map(PreviewText::time));
  }

  private static SetTime time(String text) {
    return new SetTime(text.equals(NOW) ? Optional.empty() : Optional.of(Instant.parse(text)));
  }

  private static ForeseenChange foreseen(Map<?, ?> form) {
    return new ForeseenChange(
        ForeseenChange.Kind.valueOf(text(form, "kind").toUpperCase(Locale.ROOT)),
        text(form, "subject"),
        Optional.ofNullable((String) form.get("before")),
        Optional.ofNullable((String) form.get("after")));
  }

  private static Optional<FileState> state(@Nullable Object form) {
    if (form == null) {
      return Optional.empty();
    }
    Map<?, ?> state = (Map<?, ?>) form;
    return Optional.of(
        new FileState(
            FileType.valueOf(text(state, "type").toUpperCase(Locale.ROOT)),
            Math.toIntExact(whole(state, "mode")),
            whole(state, "userId"),
            whole(state, "groupId"),
            whole(state, "sizeBytes"),
            Optional.ofNullable((String) state.get("content")).map(Digest::new)));
  }

  private static String text(Map<?, ?> form, String name) {
    return (String) needed(form, name);
  }

  private static long whole(Map<?, ?> form, String name) {
    return (Long) needed(form, name);
  }

  private static List<?> list(Map<?, ?> form, String name) {
    return (List<?>) needed(form, name);
  }

  private static Object needed(Map<?, ?> form, String name) {
    Object value = form.get(name);
    if (value == null) {
      throw new IllegalArgumentException("The preview has no '" + name + "'");
    }
    return value;
  }
}
