package dog.rebe.runner;

import dog.rebe.change.CanonicalJson;
import dog.rebe.change.Digest;
import dog.rebe.change.Plan;
import dog.rebe.change.PlanReader;
import dog.rebe.node.Node;
import dog.rebe.robot.Goal;
import dog.rebe.robot.GoalType;
import dog.rebe.robot.RobotManifest;
import dog.rebe.robot.SdkRange;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A proposal as JSON, so that people can look at it and approve it where its robot and its machines
 * are not, and so that it can be applied later. What is read back has the digest of what was
 * written, or it is refused: plan, preview, verdict and goal cannot be altered unseen. The purpose
 * of the robot, which is shown too, is not in the digest.
 */
public final class ProposalText {

  private static final String FORMAT = "rebe-proposal/1";

  private ProposalText() {}

  /** The proposal in canonical JSON (RFC 8785). The endpoints of its machines are not in it. */
  public static byte[] bytes(Proposal proposal) {
    RobotManifest robot = proposal.robot();
    Map<String, Object> form = new LinkedHashMap<>();
    form.put("format", FORMAT);
    form.put("run", proposal.run());
    form.put("realm", proposal.realm());
    form.put("requestedBy", proposal.requestedBy());
    form.put("robot", robot.id());
    form.put("version", robot.version());
    form.put("purpose", robot.purpose());
    form.put("observes", robot.observes());
    form.put("changes", robot.changes());
    form.put("goal", proposal.goal().values());
    form.put("plan", new String(proposal.plan().canonicalBytes(), StandardCharsets.UTF_8));
    form.put("preview", PreviewText.form(proposal.preview()));
    form.put("policy", proposal.verdict().canonical());
    form.put("coverage", CoverageText.form(proposal.coverage()));
    form.put("subject", proposal.subject().hex());
    return CanonicalJson.bytes(form);
  }

  /**
   * Reads it back.
   *
   * @param plans reads the plan
   * @param nodes the machines of the run, as far as they are known here; empty for whoever only
   *     looks and approves
   * @throws IllegalArgumentException if it is no proposal, or not what was written
   */
  public static Proposal read(byte[] bytes, PlanReader plans, List<Node> nodes) {
    try {
      Object tree =
          JsonMapper.builder()
              .enable(DeserializationFeature.USE_LONG_FOR_INTS)
              .build()
              .readValue(bytes, Object.class);
      return checked((Map<?, ?>) tree, plans, nodes);
    } catch (JacksonException | ClassCastException | NullPointerException e) {
      throw new IllegalArgumentException("This is no proposal of a run, or it is damaged", e);
    }
  }

  private static Proposal checked(Map<?, ?> form, PlanReader plans, List<Node> nodes) {
    if (!FORMAT.equals(form.get("format"))) {
      throw new IllegalArgumentException(
          "This is no proposal of a run: it does not say that it is " + FORMAT);
    }
    Plan plan = plans.read(text(form, "plan").getBytes(StandardCharsets.UTF_8));
    Goal goal = goal((Map<?, ?>) needed(form, "goal"));
    RobotManifest robot =
        new RobotManifest(
            text(form, "robot"),
            text(form, "version"),
            text(form, "purpose"),
            GoalType.builder().build(),
            texts(form, "observes"),
            texts(form, "changes"),
            SdkRange.current());
    Proposal proposal =
        new Proposal(
            text(form, "run"),
            text(form, "realm"),
            text(form, "requestedBy"),
            robot,
            goal,
            plan,
            PreviewText.parse(plan.digest(), (List<?>) needed(form, "preview")),
            RunFolder.verdict((Map<?, ?>) needed(form, "policy")),
            nodes.stream().filter(node -> plan.nodes().contains(node.id())).toList(),
            CoverageText.parse((Map<?, ?>) needed(form, "coverage")));
    if (!proposal.subject().equals(new Digest(text(form, "subject")))) {
      throw new IllegalArgumentException(
          "The proposal of the run "
              + proposal.run()
              + " is not what was written: somebody has changed it, so propose anew");
    }
    return proposal;
  }

  /** The robot that knows the goal's type may not be here; what was said stands in the values. */
  private static Goal goal(Map<?, ?> values) {
    GoalType.Builder type = GoalType.builder();
    Map<String, Object> said = new LinkedHashMap<>();
    values.forEach(
        (key, value) -> {
          String name = (String) key;
          said.put(name, value);
          if (value instanceof Long) {
            type.whole(name, "As it was said.", Long.MIN_VALUE, Long.MAX_VALUE);
          } else if (value instanceof Boolean truth) {
            type.yesNo(name, "As it was said.", truth);
          } else if (value instanceof List) {
            type.texts(name, "As it was said.", "(?s).*", List.of());
          } else {
            type.text(name, "As it was said.", "(?s).*");
          }
        });
    return type.build().goal(said);
  }

  private static List<String> texts(Map<?, ?> form, String name) {
    return ((List<?>) needed(form, name)).stream().map(String.class::cast).toList();
  }

  private static String text(Map<?, ?> form, String name) {
    return (String) needed(form, name);
  }

  private static Object needed(Map<?, ?> form, String name) {
    Object value = form.get(name);
    if (value == null) {
      throw new IllegalArgumentException("The proposal has no '" + name + "'");
    }
    return value;
  }
}
