package dog.rebe.cli.json;

import dog.rebe.change.Step;
import dog.rebe.robot.GoalField;
import dog.rebe.robot.RobotManifest;
import dog.rebe.runner.Coverage;
import dog.rebe.runner.LeftInPlace;
import dog.rebe.runner.PolicyVerdict;
import dog.rebe.runner.Proposal;
import dog.rebe.runner.RunReport;
import dog.rebe.runner.StepResult;
import dog.rebe.runner.UndoProposal;
import dog.rebe.runner.UnseenNode;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What {@code rebe robot} prints with {@code --json}: robots, plans, and what became of a run. */
public final class RobotLines {

  private RobotLines() {}

  /** What a robot says of itself. */
  public static String robot(RobotManifest robot, Instant at) {
    Map<String, Object> fields = StartLine.fields("robot", at);
    fields.put("robot", robot.id());
    fields.put("version", robot.version());
    fields.put("purpose", robot.purpose());
    fields.put("observes", robot.observes());
    fields.put("changes", robot.changes());
    fields.put("goal", robot.goalType().fields().stream().map(RobotLines::field).toList());
    fields.put("phrases", robot.goalType().phrases());
    return JsonLine.of(fields);
  }

  private static Map<String, Object> field(GoalField field) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("name", field.name());
    fields.put("meaning", field.meaning());
    fields.put("standard", field.standard());
    return fields;
  }

  /** That there is nothing to do. */
  public static String nothing(RobotManifest robot, Coverage coverage, Instant at) {
    Map<String, Object> fields = StartLine.fields("plan", at);
    fields.put("robot", robot.id());
    fields.put("version", robot.version());
    fields.put("nodes", coverage.nodes());
    fields.put("unseen", unseen(coverage));
    fields.put("run", null);
    fields.put("steps", List.of());
    return JsonLine.of(fields);
  }

  /** What a robot proposes. */
  public static String plan(Proposal proposal, int nodes, String summary, Instant at) {
    Map<String, Object> fields = StartLine.fields("plan", at);
    fields.put("robot", proposal.robot().id());
    fields.put("version", proposal.robot().version());
    fields.put("nodes", nodes);
    fields.put("unseen", unseen(proposal.coverage()));
    fields.put("run", proposal.run());
    fields.put("steps", proposal.plan().steps().stream().map(RobotLines::step).toList());
    fields.put("digest", proposal.subject().hex());
    fields.put("plan", proposal.plan().digest().hex());
    fields.put("preview", proposal.preview().digest().hex());
    fields.put("blindSpots", proposal.preview().hasBlindSpots());
    fields.put("policy", verdict(proposal.verdict()));
    fields.put("realm", proposal.realm());
    fields.put("requestedBy", proposal.requestedBy());
    fields.put("goal", proposal.goal().values());
    fields.put("summary", summary);
    return JsonLine.of(fields);
  }

  private static Map<String, Object> step(Step step) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("step", step.id());
    fields.put("purpose", step.purpose());
    fields.put("nodes", step.nodes().stream().map(node -> node.value()).toList());
    fields.put("impact", step.effect().impact().name().toLowerCase(Locale.ROOT));
    fields.put("undo", step.undo().isPresent());
    fields.put("command", step.command().toString());
    return fields;
  }

  private static List<Map<String, Object>> unseen(Coverage coverage) {
    return coverage.unseen().stream().map(RobotLines::unseen).toList();
  }

  private static Map<String, Object> unseen(UnseenNode node) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("node", node.node().value());
    fields.put("kind", node.kind());
    fields.put("detail", node.detail());
    return fields;
  }

  private static Map<String, Object> verdict(PolicyVerdict verdict) {
    return verdict.canonical();
  }

  /** What of a run can be taken back, and what stays. */
  public static String undo(UndoProposal undo, Instant at) {
    Map<String, Object> fields = StartLine.fields("undo", at);
    fields.put("undone", undo.undone());
    fields.put("run", undo.proposal().map(Proposal::run));
    fields.put("left", undo.left().stream().map(RobotLines::left).toList());
    fields.put("earlier", undo.earlier());
    fields.put("account", undo.account());
    return JsonLine.of(fields);
  }

  private static Map<String, Object> left(LeftInPlace left) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("step", left.step());
    fields.put("node", left.node().value());
    fields.put("purpose", left.purpose());
    fields.put("reason", left.reason());
    return fields;
  }

  /** What became of a step on a node. */
  public static String step(String run, StepResult step, Instant at) {
    Map<String, Object> fields = StartLine.fields("step", at);
    fields.put("run", run);
    fields.put("step", step.step());
    fields.put("node", step.node().value());
    fields.put("state", word(step.state()));
    fields.put("detail", step.detail());
    return JsonLine.of(fields);
  }

  /** What became of a run. */
  public static String run(RunReport report, Instant at) {
    Map<String, Object> fields = StartLine.fields("run", at);
    fields.put("run", report.run());
    fields.put("end", word(report.end()));
    fields.put("reason", report.reason());
    fields.put("account", report.account());
    fields.put("unseen", unseen(report.coverage()));
    return JsonLine.of(fields);
  }

  /**
   * What a chronicle tells of a run.
   *
   * @param end empty for one that did not end
   */
  public static String status(
      String run,
      String robot,
      String requestedBy,
      Instant begun,
      long steps,
      String end,
      Instant at) {
    Map<String, Object> fields = StartLine.fields("status", at);
    fields.put("run", run);
    fields.put("robot", robot);
    fields.put("requestedBy", requestedBy);
    fields.put("begun", begun.toString());
    fields.put("steps", steps);
    fields.put("end", end.isEmpty() ? null : end);
    return JsonLine.of(fields);
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
