package dog.rebe.runner;

import dog.rebe.change.CanonicalJson;
import dog.rebe.change.Digest;
import dog.rebe.change.Plan;
import dog.rebe.change.PlanReader;
import dog.rebe.change.Preview;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Keeps what a run needs to be resumed, one file for each run. Nothing in such a file is believed:
 * what it says must have the digest that the chronicle has of the run's beginning, and its options
 * must be those that stand there.
 */
final class RunFolder {

  private final Path folder;

  RunFolder(Path folder) {
    this.folder = folder;
  }

  /** What a file holds. */
  record Stored(
      RunTerms terms,
      Plan plan,
      Map<String, Object> goal,
      ApplyOptions options,
      List<SignedApproval> approvals,
      Optional<Preview> preview) {}

  /** Writes it whole, on the device, before it returns. */
  void save(
      RunTerms terms,
      Plan plan,
      Preview preview,
      Map<String, Object> goal,
      ApplyOptions options,
      List<SignedApproval> approvals) {
    Map<String, Object> form = new LinkedHashMap<>();
    form.put("run", terms.run());
    form.put("realm", terms.realm());
    form.put("requestedBy", terms.requestedBy());
    form.put("robot", terms.robot());
    form.put("version", terms.version());
    form.put("goal", goal);
    form.put("plan", new String(plan.canonicalBytes(), StandardCharsets.UTF_8));
    form.put("preview", terms.preview().hex());
    form.put("shown", PreviewText.form(preview));
    form.put("policy", terms.verdict().canonical());
    form.put("coverage", CoverageText.form(terms.coverage()));
    form.put("options", options.toString());
    form.put("approvals", approvals.stream().map(SignedApproval::json).toList());
    try {
      Files.createDirectories(folder);
      Path draft = folder.resolve(terms.run() + ".draft");
      try (FileChannel channel =
          FileChannel.open(
              draft,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE)) {
        ByteBuffer bytes = ByteBuffer.wrap(CanonicalJson.bytes(form));
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      Files.move(draft, file(terms.run()), StandardCopyOption.ATOMIC_MOVE);
      try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
        directory.force(true);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The run cannot be kept in " + folder + " (" + e + "): nothing was begun", e);
    }
  }

  Stored load(String run, PlanReader plans) {
    if (!run.matches("[a-z0-9-]{1,64}")) {
      throw new IllegalArgumentException("'" + run + "' is no id of a run");
    }
    try {
      Object tree =
          JsonMapper.builder()
              .enable(DeserializationFeature.USE_LONG_FOR_INTS)
              .build()
              .readValue(Files.readString(file(run)), Object.class);
      return stored(tree, plans);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "There is nothing of the run " + run + " in " + folder + " (" + e + ")", e);
    } catch (JacksonException | ClassCastException | NullPointerException e) {
      throw new IllegalArgumentException("The file " + file(run) + " is damaged", e);
    }
  }

  private static Stored stored(Object tree, PlanReader plans) {
    Map<?, ?> form = (Map<?, ?>) tree;
    Plan plan = plans.read(text(form, "plan").getBytes(StandardCharsets.UTF_8));
    Map<String, Object> goal = new LinkedHashMap<>();
    ((Map<?, ?>) field(form, "goal")).forEach((name, value) -> goal.put((String) name, value));
    RunTerms terms =
        new RunTerms(
            text(form, "run"),
            text(form, "realm"),
            text(form, "requestedBy"),
            text(form, "robot"),
            text(form, "version"),
            CanonicalJson.text(goal),
            plan.digest(),
            new Digest(text(form, "preview")),
            verdict((Map<?, ?>) field(form, "policy")),
            CoverageText.parse((Map<?, ?>) field(form, "coverage")));
    List<SignedApproval> approvals =
        ((List<?>) field(form, "approvals"))
            .stream().map(json -> SignedApproval.parse((String) json)).toList();
    ApplyOptions options = OptionsText.parse(text(form, "options"));
    return new Stored(terms, plan, goal, options, approvals, shown(form, plan, terms));
  }

  /** What was shown, if it is that; runs that were begun by earlier versions did not keep it. */
  private static Optional<Preview> shown(Map<?, ?> form, Plan plan, RunTerms terms) {
    return form.get("shown") instanceof List<?> shown
        ? Optional.of(PreviewText.parse(plan.digest(), shown))
            .filter(preview -> preview.digest().equals(terms.preview()))
        : Optional.empty();
  }

  static PolicyVerdict verdict(Map<?, ?> form) {
    String reason = text(form, "reason");
    return switch (text(form, "verdict")) {
      case "allowed" -> new PolicyVerdict.Allowed(reason);
      case "denied" -> new PolicyVerdict.Denied(reason);
      default ->
          new PolicyVerdict.NeedsApproval(
              reason,
              Math.toIntExact((Long) field(form, "approvers")),
              Set.copyOf(
                  ((List<?>) field(form, "groups")).stream().map(String.class::cast).toList()),
              (Boolean) field(form, "requesterMayApprove"));
    };
  }

  private static Object field(Map<?, ?> form, String name) {
    Object value = form.get(name);
    if (value == null) {
      throw new IllegalArgumentException("The file of the run has no '" + name + "'");
    }
    return value;
  }

  private static String text(Map<?, ?> form, String name) {
    return (String) field(form, name);
  }

  private Path file(String run) {
    return folder.resolve(run + ".json");
  }
}
