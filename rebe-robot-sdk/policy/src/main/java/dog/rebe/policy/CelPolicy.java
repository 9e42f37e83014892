package dog.rebe.policy;

import dev.cel.runtime.CelEvaluationException;
import dog.rebe.runner.Policy;
import dog.rebe.runner.PolicyQuestion;
import dog.rebe.runner.PolicyVerdict;
import dog.rebe.runner.PolicyVerdict.Allowed;
import dog.rebe.runner.PolicyVerdict.Denied;
import dog.rebe.runner.PolicyVerdict.NeedsApproval;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A policy whose rules are CEL expressions, one a line:
 *
 * <pre>
 * # VERDICT | REASON | EXPRESSION
 * allow                              | It only reads.       | plan.impact == "none"
 * need 1                             | It changes something.| plan.impact == "changes"
 * need 2 of operators, not requester | It destroys.         | plan.impact == "destroys"
 * deny                               | Not at weekends.     | now.weekday >= 6
 * </pre>
 *
 * <p>Every rule is looked at, and the strictest of those that apply counts: deny before need, more
 * people before fewer, allow last. So the order of the lines does not matter, and a line that is
 * added can only make a policy stricter where it does not say {@code allow}. Where no rule applies,
 * and where an expression fails, the verdict is a denial.
 *
 * <p>Expressions know {@code robot.id}, {@code robot.version}, {@code robot.changes}; {@code
 * plan.impact} ({@code "none"}, {@code "changes"}, {@code "destroys"}), {@code plan.repeatable},
 * {@code plan.steps}, {@code plan.undoable}; {@code preview.complete}; {@code blast.nodes}, {@code
 * blast.bytes} (of the files that the preview shows), {@code blast.services}; {@code nodes}, a list
 * of the nodes' labels, with {@code id}; {@code realm}, {@code requester}; {@code now.hour} (0 to
 * 23), {@code now.weekday} (1 for Monday to 7). Another name, and an expression that is not true or
 * false, is refused when the policy is read.
 *
 * <p>Immutable and thread-safe.
 */
public final class CelPolicy implements Policy {

  private static final Pattern LINE = Pattern.compile("([^|]+)\\|([^|]+)\\|(.+)");
  private static final String SAFE =
      """
      allow                | It only reads.                           | plan.impact == "none"
      need 1               | It changes something.                    | plan.impact == "changes"
      need 1, not requester| It destroys something.                   | plan.impact == "destroys"
      need 2, not requester| It destroys something on many machines.  | plan.impact == "destroys" && blast.nodes > 1
      need 2, not requester| It changes more than 50 machines.        | plan.impact != "none" && blast.nodes > 50
      need 2, not requester| It cannot be seen before nor taken back. | plan.impact != "none" && !preview.complete && !plan.undoable
      """;

  private final List<Rule> rules;
  private final ZoneId zone;

  private CelPolicy(List<Rule> rules, ZoneId zone) {
    this.rules = rules;
    this.zone = zone;
  }

  /**
   * A safe policy: what only reads is allowed; what changes something needs a person; what destroys
   * on more than one machine, changes more than 50, or can neither be previewed nor taken back
   * needs two, none of them who asked for it.
   */
  public static CelPolicy safe() {
    return parse(SAFE, ZoneOffset.UTC);
  }

  /**
   * Reads a policy from a file in UTF-8.
   *
   * @param zone where the hours of the day are counted
   * @throws PolicyException if a line cannot be understood
   */
  public static CelPolicy read(Path file, ZoneId zone) {
    try {
      return parse(Files.readString(file), zone);
    } catch (IOException e) {
      throw new UncheckedIOException("The policy " + file + " cannot be read", e);
    }
  }

  /**
   * Reads a policy from text.
   *
   * @param zone where the hours of the day are counted
   * @throws PolicyException if a line cannot be understood
   */
  public static CelPolicy parse(String text, ZoneId zone) {
    Expressions expressions = new Expressions();
    List<Rule> rules = new ArrayList<>();
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      Matcher parts = LINE.matcher(line);
      if (!parts.matches()) {
        throw new PolicyException(
            "Line " + (i + 1) + " of the policy is not VERDICT | REASON | EXPRESSION: " + line);
      }
      PolicyVerdict verdict = verdict(parts.group(1).strip(), parts.group(2).strip(), i + 1);
      rules.add(new Rule(i + 1, verdict, expressions.compile(parts.group(3).strip(), i + 1)));
    }
    if (rules.isEmpty()) {
      throw new PolicyException("The policy has no rule: it would deny everything");
    }
    return new CelPolicy(List.copyOf(rules), zone);
  }

  private static PolicyVerdict verdict(String text, String reason, int line) {
    if (reason.isEmpty()) {
      throw new PolicyException("Line " + line + " of the policy gives no reason");
    }
    try {
      return VerdictText.parse(text, reason);
    } catch (PolicyException e) {
      throw new PolicyException("Line " + line + " of the policy: " + e.getMessage());
    }
  }

  @Override
  public PolicyVerdict judge(PolicyQuestion question) {
    return judge(PolicyFacts.of(question, zone));
  }

  /** Judges made-up facts, for tests of the policy. */
  public PolicyVerdict judge(PolicyFacts facts) {
    PolicyVerdict strictest = null;
    for (Rule rule : rules) {
      try {
        if (rule.applies(facts)) {
          strictest = strictest == null ? rule.verdict() : stricter(strictest, rule.verdict());
        }
      } catch (CelEvaluationException e) {
        return new Denied("Line " + rule.line() + " of the policy failed: " + e.getMessage());
      }
    }
    return strictest == null ? new Denied("No rule of the policy speaks of this.") : strictest;
  }

  /** The lines that have a rule. */
  List<Integer> lines() {
    return rules.stream().map(Rule::line).toList();
  }

  /** The lines whose rules apply. One that fails does. */
  List<Integer> applying(PolicyFacts facts) {
    List<Integer> lines = new ArrayList<>();
    for (Rule rule : rules) {
      try {
        if (rule.applies(facts)) {
          lines.add(rule.line());
        }
      } catch (CelEvaluationException e) {
        lines.add(rule.line());
      }
    }
    return lines;
  }

  /** Of two that ask for people, what both ask for: neither may be got round by the other. */
  private static PolicyVerdict stricter(PolicyVerdict one, PolicyVerdict other) {
    if (one instanceof Denied || other instanceof Allowed) {
      return one;
    }
    if (other instanceof Denied || one instanceof Allowed) {
      return other;
    }
    NeedsApproval first = (NeedsApproval) one;
    NeedsApproval second = (NeedsApproval) other;
    NeedsApproval more = second.approvers() > first.approvers() ? second : first;
    return new NeedsApproval(
        first.reason().equals(second.reason())
            ? first.reason()
            : first.reason() + " " + second.reason(),
        more.approvers(),
        groups(first, second),
        first.requesterMayApprove() && second.requesterMayApprove());
  }

  /**
   * Groups that both accept; where there is none, those of both, named as one that nobody is in.
   */
  private static Set<String> groups(NeedsApproval first, NeedsApproval second) {
    if (first.groups().isEmpty()) {
      return second.groups();
    }
    if (second.groups().isEmpty()) {
      return first.groups();
    }
    Set<String> both = new TreeSet<>(first.groups());
    both.retainAll(second.groups());
    return both.isEmpty()
        ? Set.of(
            String.join(" or ", new TreeSet<>(first.groups()))
                + " and "
                + String.join(" or ", new TreeSet<>(second.groups())))
        : both;
  }
}
