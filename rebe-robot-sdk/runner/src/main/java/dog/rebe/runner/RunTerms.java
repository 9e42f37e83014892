package dog.rebe.runner;

import dog.rebe.change.Digest;
import java.util.LinkedHashMap;
import java.util.Map;

/** What approvals of a run are bound to. */
record RunTerms(
    String run,
    String realm,
    String requestedBy,
    String robot,
    String version,
    String goal,
    Digest plan,
    Digest preview,
    PolicyVerdict verdict,
    Coverage coverage) {

  private static final String PREFIX = "rebe:approval-subject:v1";

  Digest subject() {
    Map<String, Object> form = new LinkedHashMap<>();
    form.put("run", run);
    form.put("realm", realm);
    form.put("requestedBy", requestedBy);
    form.put("robot", robot);
    form.put("version", version);
    form.put("goal", goal);
    form.put("plan", plan.hex());
    form.put("preview", preview.hex());
    form.put("policy", verdict.canonical());
    form.put("coverage", CoverageText.form(coverage));
    return Digest.of(PREFIX, form);
  }
}
