package dog.rebe.sandbox;

import dog.rebe.outcome.Outcome;
import dog.rebe.sandbox.VerbCall.BadAnswerException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** A plugin's verb {@code check}: facts go in, findings come out. Thread-safe; calls block. */
public final class PluginCheck {

  private static final int MAX_FINDINGS = 1000;

  private final VerbCall call;

  private PluginCheck(VerbCall call) {
    this.call = call;
  }

  /** A check without grants. */
  public static PluginCheck of(PluginHost host, Plugin plugin, PluginLimits limits) {
    return new PluginCheck(new VerbCall(host, plugin, limits, Grants.none()));
  }

  /** The same with these grants. */
  public PluginCheck grants(Grants grants) {
    return new PluginCheck(call.granted(grants));
  }

  /**
   * Checks facts.
   *
   * @param facts a value of JSON: strings, numbers, booleans, lists, and maps with strings as keys
   * @return at most 1,000 findings, or why there are none: what {@link PluginHost#call} says, and
   *     {@code undecodable} for an answer that is none
   */
  public Outcome<List<Finding>> check(Object facts) {
    return call.ask("check", Map.of("facts", facts), PluginCheck::findings);
  }

  private static List<Finding> findings(JsonNode answer) throws BadAnswerException {
    List<Finding> findings = new ArrayList<>();
    for (JsonNode finding : AnswerFields.list(answer, "findings", MAX_FINDINGS, true)) {
      try {
        findings.add(
            new Finding(
                AnswerFields.text(finding, "id", null),
                severity(AnswerFields.text(finding, "severity", null)),
                AnswerFields.text(finding, "title", null),
                AnswerFields.text(finding, "detail", ""),
                AnswerFields.text(finding, "remedy", "")));
      } catch (IllegalArgumentException e) {
        throw new BadAnswerException(String.valueOf(e.getMessage()));
      }
    }
    return List.copyOf(findings);
  }

  private static Severity severity(String word) {
    for (Severity severity : Severity.values()) {
      if (severity.name().toLowerCase(Locale.ROOT).equals(word)) {
        return severity;
      }
    }
    return Severity.CRITICAL;
  }
}
