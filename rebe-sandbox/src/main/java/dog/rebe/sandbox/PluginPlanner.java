package dog.rebe.sandbox;

import dog.rebe.change.Plan;
import dog.rebe.node.NodeId;
import dog.rebe.outcome.Outcome;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A plugin's verb {@code plan}: a goal and observations go in, a {@link Plan} comes out. The plugin
 * chooses commands and their order; what each does to a machine is decided by {@link PlanTerms},
 * and its own claim can only raise that. A plan is data: nothing of it runs here. Thread-safe;
 * calls block.
 */
public final class PluginPlanner {

  private final VerbCall call;
  private final PlanTerms terms;

  private PluginPlanner(VerbCall call, PlanTerms terms) {
    this.call = call;
    this.terms = Objects.requireNonNull(terms, "terms");
  }

  /** A planner without grants. */
  public static PluginPlanner of(
      PluginHost host, Plugin plugin, PluginLimits limits, PlanTerms terms) {
    return new PluginPlanner(new VerbCall(host, plugin, limits, Grants.none()), terms);
  }

  /** The same with these grants. */
  public PluginPlanner grants(Grants grants) {
    return new PluginPlanner(call.granted(grants), terms);
  }

  /**
   * Makes a plan.
   *
   * @param goal what is to be reached, a value of JSON as in {@link PluginCheck#check}
   * @param observations what was seen of the machines, likewise
   * @return the plan, empty if nothing is to be done; or why there is none: what {@link
   *     PluginHost#call} says, and {@code undecodable} for an answer that is no plan, or names a
   *     machine that it may not
   */
  public Outcome<Optional<Plan>> plan(Object goal, Object observations) {
    Map<String, Object> request = new LinkedHashMap<>();
    request.put("goal", goal);
    request.put("observations", observations);
    request.put("nodes", terms.nodes().stream().map(NodeId::value).sorted().toList());
    return call.ask("plan", request, answer -> new PlanReader(terms).read(answer));
  }
}
