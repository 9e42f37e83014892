package dog.rebe.runner;

import dog.rebe.change.ApprovalVerdict;
import dog.rebe.change.Plan;
import dog.rebe.change.Preview;
import dog.rebe.change.Step;
import dog.rebe.change.StepPreview;
import dog.rebe.node.Node;
import dog.rebe.node.NodeId;
import dog.rebe.robot.Goal;
import dog.rebe.robot.Robot;
import dog.rebe.robot.RobotManifest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Lets robots look and plan, and carries out what was approved. Thread-safe; the methods block and
 * may run for long. An interrupt ends what is under way, keeps the flag, and leaves the run to be
 * resumed.
 *
 * <pre>{@code
 * Proposal proposal = runner.propose(robot, goal, nodes, "ada").orElseThrow();
 * SignedApproval approval = signer.approve(proposal, clock.instant(), Duration.ofHours(1));
 * RunReport report = runner.apply(robot, proposal, List.of(approval), ApplyOptions.defaults());
 * }</pre>
 *
 * <p>What is given to the builder stays the caller's, and is closed by whoever made it.
 */
public final class Runner {

  private final RunnerBuilder with;
  private final PreviewHold previews;
  private final Set<String> underWay = ConcurrentHashMap.newKeySet();
  private final ReentrantLock reconciling = new ReentrantLock();

  Runner(RunnerBuilder with) {
    this.with = with;
    this.previews = new PreviewHold(with.previewer());
  }

  /** A builder; what has no default is named at {@link RunnerBuilder#build}. */
  public static RunnerBuilder builder() {
    return new RunnerBuilder();
  }

  /**
   * Lets a robot observe and plan, previews the plan, and asks the policy. Nothing is changed.
   *
   * @param nodes those of which the run may be; with unique ids
   * @param requestedBy the name of who asks, as approvers are named
   * @return empty if there is nothing to do
   * @throws IllegalArgumentException if the robot's plan cannot be run; says why
   */
  public <O> Optional<Proposal> propose(
      Robot<O> robot, Goal goal, List<Node> nodes, String requestedBy) {
    RobotManifest manifest = robot.manifest();
    Calls calls = new Calls(with.executor());
    O observed = robot.observe(new NodeObserver(calls, nodes, with.looking()), goal);
    Optional<Plan> planned = robot.plan(observed, goal);
    if (planned.isEmpty()) {
      return Optional.empty();
    }
    Plan plan = planned.get();
    PlanCheck.check(plan, nodes, manifest);
    Map<NodeId, Node> byId = new HashMap<>();
    nodes.forEach(node -> byId.put(node.id(), node));
    List<Node> touched = new ArrayList<>();
    for (NodeId id : plan.nodes()) {
      Node node = byId.get(id);
      if (node != null) {
        touched.add(node);
      }
    }
    Preview preview = preview(plan, byId);
    PolicyVerdict verdict =
        judged(
            new PolicyQuestion(
                manifest,
                goal,
                plan,
                preview,
                touched,
                with.realm(),
                requestedBy,
                with.clock().instant()));
    byte[] id = new byte[8];
    with.random().nextBytes(id);
    return Optional.of(
        new Proposal(
            "run-" + HexFormat.of().formatHex(id),
            with.realm(),
            requestedBy,
            manifest,
            goal,
            plan,
            preview,
            verdict,
            touched));
  }

  /** Previews a plan anew: whether it would still do what was shown. */
  Preview preview(Plan plan, Map<NodeId, Node> nodes) {
    List<StepPreview> steps = new ArrayList<>();
    for (Step step : plan.steps()) {
      for (NodeId id : step.nodes()) {
        Node node = nodes.get(id);
        if (node != null) {
          steps.add(with.previewer().preview(step, node));
        }
      }
    }
    return new Preview(plan.digest(), steps);
  }

  private PolicyVerdict judged(PolicyQuestion question) {
    try {
      return with.policy().judge(question);
    } catch (RuntimeException e) {
      return new PolicyVerdict.Denied("The policy broke: " + e.getMessage());
    }
  }

  /**
   * Carries out a proposal. It is previewed and judged by the policy once more before anything is
   * begun, and refused if it would do anything else than was shown, or the verdict is another now.
   * What it refuses it records, and changes nothing.
   *
   * @param robot the one that planned it; judges the machines after each wave
   * @param approvals as many as the policy's verdict asks for
   * @throws IllegalStateException if the run is under way in another thread
   * @throws dog.rebe.chronicle.ChronicleException if the chronicle fails: nothing else begins, and
   *     the run is to be resumed once there is a chronicle again
   */
  public <O> RunReport apply(
      Robot<O> robot,
      Proposal proposal,
      Collection<SignedApproval> approvals,
      ApplyOptions options) {
    List<SignedApproval> given = List.copyOf(approvals);
    return alone(proposal.run(), () -> applied(robot, proposal, given, options));
  }

  /** Two threads that carry out the same run would do it twice. */
  private RunReport alone(String run, Supplier<RunReport> work) {
    if (!underWay.add(run)) {
      throw new IllegalStateException("The run " + run + " is under way in this program");
    }
    try {
      return work.get();
    } finally {
      underWay.remove(run);
    }
  }

  private <O> RunReport applied(
      Robot<O> robot, Proposal proposal, List<SignedApproval> given, ApplyOptions options) {
    RunTerms terms = proposal.terms();
    Progress progress = Progress.read(terms.run(), with.history());
    RunContext context = context(terms, progress, given);
    Optional<String> refusal = refusal(robot, proposal, context, options);
    if (refusal.isPresent()) {
      Waiting.forAll(context.records().refused(terms.subject(), refusal.get()), context.calls());
      return new RunReport(terms.run(), RunReport.End.REFUSED, refusal.get(), List.of());
    }
    with.folder().save(terms, proposal.plan(), proposal.goal().values(), options, given);
    Waiting.forAll(context.records().policy(terms), context.calls());
    for (SignedApproval approval : given) {
      String name = with.trust().find(approval.key()).map(Approver::name).orElse("");
      Waiting.forAll(context.records().approval(approval, name), context.calls());
    }
    Waiting.forAll(context.records().begins(terms, options), context.calls());
    return application(robot, proposal.goal(), proposal.plan(), proposal.nodes(), context, options)
        .run();
  }

  private Optional<String> refusal(
      Robot<?> robot, Proposal proposal, RunContext context, ApplyOptions options) {
    if (context.progress().subject().isPresent()) {
      return Optional.of(
          "The run "
              + proposal.run()
              + " was begun before, and an approval counts only once: resume it, or propose anew");
    }
    if (!proposal.realm().equals(with.realm())) {
      return Optional.of("The proposal is of the realm " + proposal.realm() + ", not of this one");
    }
    if (context.approval() instanceof ApprovalVerdict.Refused refused) {
      return Optional.of(refused.reason());
    }
    try {
      PlanCheck.check(proposal.plan(), proposal.nodes(), robot.manifest());
      Waves.of(proposal.plan(), options);
    } catch (IllegalArgumentException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
    if (!robot.manifest().equals(proposal.robot())
        && !(robot.manifest().id().equals(proposal.robot().id())
            && robot.manifest().version().equals(proposal.robot().version()))) {
      return Optional.of("The proposal is of another robot, or of another version of it");
    }
    Map<NodeId, Node> byId = new HashMap<>();
    proposal.nodes().forEach(node -> byId.put(node.id(), node));
    Optional<String> broken = previews.firstBroken(proposal.plan().steps(), byId);
    Preview now = preview(proposal.plan(), byId);
    if (!now.digest().equals(proposal.preview().digest())) {
      return Optional.of(
          "The plan would not do any more what was shown: the machines have changed since ("
              + broken.orElseGet(() -> PreviewDifference.of(proposal.preview(), now))
              + "). Propose anew");
    }
    PolicyVerdict verdict =
        judged(
            new PolicyQuestion(
                robot.manifest(),
                proposal.goal(),
                proposal.plan(),
                now,
                proposal.nodes(),
                with.realm(),
                proposal.requestedBy(),
                with.clock().instant()));
    return verdict.equals(proposal.verdict())
        ? Optional.empty()
        : Optional.of("The policy says otherwise now: " + verdict.reason());
  }

  /**
   * Goes on with a run that this program, or an earlier one, has begun and not ended. What was
   * finished is not done again; what was under way is looked up in the node's own journal.
   *
   * @param robot the one that planned it, in the same version
   * @param nodes where its nodes are now
   * @throws IllegalArgumentException if there is no such run, it has ended, or what is kept of it
   *     is not what was approved
   */
  public <O> RunReport resume(String run, Robot<O> robot, List<Node> nodes) {
    return alone(run, () -> resumed(run, robot, nodes));
  }

  private <O> RunReport resumed(String run, Robot<O> robot, List<Node> nodes) {
    Progress progress = Progress.read(run, with.history());
    if (progress.subject().isEmpty()) {
      throw new IllegalArgumentException("The chronicle knows no run " + run + " that was begun");
    }
    if (progress.end().isPresent()) {
      throw new IllegalArgumentException(
          "The run "
              + run
              + " has ended as "
              + progress.end().get()
              + ": there is nothing to resume");
    }
    RunFolder.Stored stored = with.folder().load(run, with.plans());
    RunTerms terms = stored.terms();
    if (!terms.subject().hex().equals(progress.subject().get())) {
      throw new IllegalArgumentException(
          "What is kept of the run " + run + " is not what was approved: somebody has changed it");
    }
    RobotManifest manifest = robot.manifest();
    if (!manifest.id().equals(terms.robot()) || !manifest.version().equals(terms.version())) {
      throw new IllegalArgumentException(
          "The run is of the robot "
              + terms.robot()
              + " "
              + terms.version()
              + ", and this is "
              + manifest.id()
              + " "
              + manifest.version());
    }
    PlanCheck.check(stored.plan(), nodes, manifest);
    RunContext context = context(terms, progress, stored.approvals());
    Waiting.forAll(context.records().resumes(), context.calls());
    Goal goal = manifest.goalType().goal(stored.goal());
    return application(robot, goal, stored.plan(), nodes, context, stored.options()).run();
  }

  /**
   * The runs of a robot that were begun and have not ended, oldest first: {@link #resume} goes on
   * with them. Reads the whole history.
   *
   * @param robot the id of the robot
   */
  public List<String> unfinished(String robot) {
    return RunsSoFar.read(with.history(), with.clock().instant()).unfinished(robot);
  }

  /**
   * Runs a robot again and again, within budgets.
   *
   * @param inventory the machines of a round; asked for in each
   */
  public ReconcilerBuilder reconciler(Robot<?> robot, Goal goal, Supplier<List<Node>> inventory) {
    return new ReconcilerBuilder(this, with, robot, goal, inventory);
  }

  /** Held by whoever looks at budgets and spends them. */
  ReentrantLock reconciling() {
    return reconciling;
  }

  private RunContext context(RunTerms terms, Progress progress, List<SignedApproval> approvals) {
    return new RunContext(
        terms,
        new Calls(with.executor()),
        with.gate(),
        new RunRecords(with.chronicle(), with.clock(), terms.run(), progress),
        progress,
        with.clock(),
        new ApprovalCheck(terms, with.trust()),
        approvals,
        previews);
  }

  private <O> Application application(
      Robot<O> robot,
      Goal goal,
      Plan plan,
      List<Node> nodes,
      RunContext context,
      ApplyOptions options) {
    HealthCheck<O> health = new HealthCheck<>(robot, goal, context, with.looking());
    return new Application(context, plan, nodes, options, health::of);
  }
}
