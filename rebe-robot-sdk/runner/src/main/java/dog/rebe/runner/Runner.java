package dog.rebe.runner;

import dog.rebe.change.Plan;
import dog.rebe.change.Step;
import dog.rebe.node.Node;
import dog.rebe.robot.Goal;
import dog.rebe.robot.Robot;
import dog.rebe.robot.RobotManifest;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;
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

  /** The id of {@link #undoRobot}, under which the chronicle knows its runs. */
  public static final String UNDO_ROBOT = UndoRobot.ID;

  private final RunnerBuilder with;
  private final PreviewHold previews;
  private final Proposing proposing;
  private final Admission admission;
  private final UndoRobot undo;
  private final Set<String> underWay = ConcurrentHashMap.newKeySet();
  private final ReentrantLock reconciling = new ReentrantLock();

  Runner(RunnerBuilder with) {
    this.with = with;
    this.previews = new PreviewHold(with.previewer(), with.looking());
    this.proposing = new Proposing(with, previews);
    this.admission = new Admission(with, proposing, previews);
    this.undo = new UndoRobot(new UndoSource(with.history(), with.folder(), with.plans()));
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
   * @return what it proposes, if anything, and which machines it could not look at
   * @throws IllegalArgumentException if the robot's plan cannot be run; says why
   */
  public <O> Proposed propose(Robot<O> robot, Goal goal, List<Node> nodes, String requestedBy) {
    requireOwnName(robot);
    NodeObserver observer = observer(nodes);
    O observed = robot.observe(observer, goal);
    Optional<Plan> planned = robot.plan(observed, goal);
    Coverage coverage = robot instanceof UndoRobot ? observer.failures() : observer.coverage();
    return new Proposed(
        planned.map(
            plan -> proposing.proposal(robot.manifest(), goal, plan, nodes, requestedBy, coverage)),
        coverage);
  }

  private static void requireOwnName(Robot<?> robot) {
    if (robot.manifest().id().equals(UndoRobot.ID) && !(robot instanceof UndoRobot)) {
      throw new IllegalArgumentException(
          "A robot may not be called " + UndoRobot.ID + ": only a runner's own is");
    }
  }

  private NodeObserver observer(List<Node> nodes) {
    return new NodeObserver(new Calls(with.executor()), nodes, with.looking());
  }

  /**
   * Plans to take back a run that has ended, from what its chronicle and folder hold: whoever has
   * these can, also in another program, and without the robot of that run. What takes it back is a
   * proposal as any other: of {@link #undoRobot}, with a run of its own, previewed, judged by the
   * policy, to be approved and applied. Nothing is changed.
   *
   * <p>Steps are taken back last first, where they have an undo and still are as the run left them.
   * That is asked of a step's probe, now and again right before; of a step without one nobody can
   * tell, which its purpose says then. All else is left to a person: {@link UndoProposal#left}, and
   * a run that took back the rest is not {@link RunReport#isWell}.
   *
   * @param run the id of the run
   * @param nodes where its nodes are now
   * @param requestedBy the name of who asks
   * @throws IllegalArgumentException if there is no such run, it has not ended, it is being taken
   *     back or was before, it took back another one itself, or what is kept of it is not what was
   *     approved
   */
  public UndoProposal proposeUndo(String run, List<Node> nodes, String requestedBy) {
    return proposeUndo(run, nodes, requestedBy, false);
  }

  /**
   * The same.
   *
   * @param despiteLaterRuns whether also steps without a probe are taken back on machines that
   *     another run has changed since; what that one did may be lost
   */
  public UndoProposal proposeUndo(
      String run, List<Node> nodes, String requestedBy, boolean despiteLaterRuns) {
    Goal goal = UndoGoal.of(run, despiteLaterRuns);
    NodeObserver observer = observer(nodes);
    UndoView view = undo.observe(observer, goal);
    Optional<Proposal> proposal =
        undo.plan(view, goal)
            .map(
                plan ->
                    proposing.proposal(
                        undo.manifest(), goal, plan, nodes, requestedBy, observer.failures()));
    List<LeftInPlace> left = undo.draft(view, goal).left();
    List<String> earlier = view.trail().undoing();
    if (proposal.isEmpty() && left.isEmpty()) {
      UndoSource.already(view.plan(), view.trail())
          .ifPresent(
              words -> {
                throw new IllegalArgumentException(words);
              });
    }
    return new UndoProposal(run, proposal, left, earlier, observer.failures());
  }

  /**
   * The robot that takes back runs, for {@link #apply} and {@link #resume}. Its id is {@link
   * #UNDO_ROBOT}; no other robot may be called so.
   */
  public Robot<?> undoRobot() {
    return undo;
  }

  /**
   * Carries out a proposal. It is previewed and judged by the policy once more before anything is
   * begun, and refused if it would do anything else than was shown, or the verdict is another now.
   * What it refuses it records, and changes nothing.
   *
   * <p>What {@link #undoRobot} has taken back stays so when its run stops, whatever the options
   * say.
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
    requireOwnName(robot);
    ApplyOptions own =
        robot instanceof UndoRobot
            ? options.withWhenStopped(ApplyOptions.WhenStopped.KEEP)
            : options;
    Supplier<RunReport> work =
        () -> withRest(robot, proposal.plan(), applied(robot, proposal, given, own));
    return robot instanceof UndoRobot
        ? alone("undo of " + UndoGoal.run(proposal.goal()), () -> alone(proposal.run(), work))
        : alone(proposal.run(), work);
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
    RunContext context =
        context(terms, progress, given, previews.broken(ShownSteps.of(proposal.preview())));
    Optional<String> refusal =
        (robot instanceof UndoRobot ? undo.refusal(proposal) : Optional.<String>empty())
            .or(() -> admission.refusal(robot, proposal, context, options));
    if (refusal.isPresent()) {
      Waiting.forAll(context.records().refused(terms.subject(), refusal.get()), context.calls());
      return new RunReport(
          terms.run(), RunReport.End.REFUSED, refusal.get(), List.of(), terms.coverage());
    }
    with.folder()
        .save(terms, proposal.plan(), proposal.preview(), proposal.goal().values(), options, given);
    Waiting.forAll(context.records().policy(terms), context.calls());
    for (SignedApproval approval : given) {
      String name = with.trust().find(approval.key()).map(Approver::name).orElse("");
      Waiting.forAll(context.records().approval(approval, name), context.calls());
    }
    Waiting.forAll(context.records().begins(terms, options), context.calls());
    return application(robot, proposal.goal(), proposal.plan(), proposal.nodes(), context, options)
        .run();
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
    requireOwnName(robot);
    return alone(run, () -> resumed(run, robot, nodes));
  }

  /** That a run was taken back as planned does not mean that nothing of it stays. */
  private static RunReport withRest(Robot<?> robot, Plan plan, RunReport report) {
    String rest = UndoDraft.rest(plan);
    return robot instanceof UndoRobot && report.end() == RunReport.End.COMPLETED && !rest.isEmpty()
        ? new RunReport(report.run(), report.end(), rest, report.steps(), report.coverage())
        : report;
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
    if (!progress.options().equals(Optional.of(stored.options().toString()))) {
      throw new IllegalArgumentException(
          "The order and limits that are kept of the run "
              + run
              + " are not how it began: somebody has changed them");
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
    RunContext context =
        context(
            terms,
            progress,
            stored.approvals(),
            previews.keptSince(stored.preview().map(ShownSteps::of).orElseGet(ShownSteps::none)));
    Waiting.forAll(context.records().resumes(), context.calls());
    Goal goal = manifest.goalType().goal(stored.goal());
    return withRest(
        robot,
        stored.plan(),
        application(robot, goal, stored.plan(), nodes, context, stored.options()).run());
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

  private RunContext context(
      RunTerms terms,
      Progress progress,
      List<SignedApproval> approvals,
      BiFunction<Step, Node, CompletableFuture<Optional<String>>> broken) {
    return new RunContext(
        terms,
        new Calls(with.executor()),
        with.gate(),
        new RunRecords(with.chronicle(), with.clock(), terms.run(), progress),
        progress,
        with.clock(),
        new ApprovalCheck(terms, with.trust()),
        approvals,
        broken);
  }

  private <O> Application application(
      Robot<O> robot,
      Goal goal,
      Plan plan,
      List<Node> nodes,
      RunContext context,
      ApplyOptions options) {
    HealthCheck<O> health = new HealthCheck<>(robot, goal, context, with.looking());
    return new Application(context, plan, nodes, options, health::of, with.watcher());
  }
}
