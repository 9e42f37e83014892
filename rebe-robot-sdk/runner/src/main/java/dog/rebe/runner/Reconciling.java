package dog.rebe.runner;

import dog.rebe.change.Plan;
import dog.rebe.chronicle.ChronicleException;
import dog.rebe.node.Node;
import dog.rebe.node.NodeId;
import dog.rebe.realm.Budgets;
import dog.rebe.robot.Goal;
import dog.rebe.robot.Robot;
import dog.rebe.runner.Round.What;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Does one round after another, on the thread of whoever asks. Not thread-safe. */
final class Reconciling {

  private final Runner runner;
  private final RunnerBuilder with;
  private final Robot<?> robot;
  private final Goal goal;
  private final Supplier<List<Node>> inventory;
  private final String requestedBy;
  private final Budgets budgets;
  private final Consent consent;
  private final ApplyOptions options;
  private @Nullable Proposal pending;
  private Coverage coverage = Coverage.whole(0);

  Reconciling(Runner runner, RunnerBuilder with, ReconcilerBuilder how) {
    this.runner = runner;
    this.with = with;
    this.robot = how.robot();
    this.goal = how.goal();
    this.inventory = how.inventory();
    this.requestedBy = how.requestedBy();
    this.budgets = how.budgets();
    this.consent = how.consent();
    this.options = how.options();
  }

  Round round() {
    coverage = Coverage.whole(0);
    try {
      return looked();
    } catch (ChronicleException e) {
      return round(What.FAILED, null, null, "The chronicle failed. " + e.getMessage());
    } catch (RuntimeException e) {
      return round(What.FAILED, null, null, "The robot could not look. " + e.getMessage());
    }
  }

  private Round looked() {
    List<Node> nodes = inventory.get();
    RunsSoFar soFar = soFar();
    List<String> unfinished = soFar.unfinished(id());
    if (!unfinished.isEmpty()) {
      return resumed(unfinished.get(0), nodes);
    }
    Proposed found = runner.propose(robot, goal, nodes, requestedBy);
    coverage = found.coverage();
    Optional<Proposal> drift = found.proposal();
    if (drift.isEmpty()) {
      pending = null;
      return round(found.isWell() ? What.WELL : What.UNSEEN, null, null, "");
    }
    Optional<String> bad = soFar.bad(id());
    if (bad.isPresent()) {
      return round(
          What.PAUSED, drift.get(), null, bad.get() + " Somebody must look, and clear it.");
    }
    return mended(drift.get(), nodes);
  }

  private Round resumed(String run, List<Node> nodes) {
    try {
      return round(What.RESUMED, null, runner.resume(run, robot, nodes), "");
    } catch (IllegalArgumentException e) {
      return round(What.PAUSED, null, null, String.valueOf(e.getMessage()));
    }
  }

  /** The budgets are looked at and spent in one turn, whoever else reconciles by this runner. */
  private Round mended(Proposal drift, List<Node> nodes) {
    runner.reconciling().lock();
    try {
      BudgetRoom room = BudgetRoom.of(budgets, soFar().spent(), with.clock().instant());
      Proposal part = room.fits(drift.plan()) ? drift : part(drift.plan(), room, nodes);
      if (part == null) {
        return round(What.OVER_BUDGET, drift, null, "The budgets leave " + room + ".");
      }
      return decided(drift, same(part));
    } finally {
      runner.reconciling().unlock();
    }
  }

  /** A plan for some of the machines is the robot's own; what it plans for fewer may be another. */
  private @Nullable Proposal part(Plan plan, BudgetRoom room, List<Node> nodes) {
    Set<NodeId> fitting = new HashSet<>(room.fitting(plan));
    if (fitting.isEmpty()) {
      return null;
    }
    List<Node> some = nodes.stream().filter(node -> fitting.contains(node.id())).toList();
    return runner
        .propose(robot, goal, some, requestedBy)
        .proposal()
        .filter(proposal -> room.fits(proposal.plan()))
        .orElse(null);
  }

  /** What people were asked about stays what they are asked about, as long as nothing differs. */
  private Proposal same(Proposal drift) {
    Proposal asked = pending;
    if (asked != null
        && asked.plan().digest().equals(drift.plan().digest())
        && asked.preview().digest().equals(drift.preview().digest())
        && asked.verdict().equals(drift.verdict())
        && asked.nodes().equals(drift.nodes())
        && asked.coverage().isLike(drift.coverage())) {
      return asked;
    }
    pending = drift;
    return drift;
  }

  private Round decided(Proposal drift, Proposal part) {
    if (part.verdict() instanceof PolicyVerdict.Denied denied) {
      return round(What.REFUSED, drift, null, denied.reason());
    }
    List<SignedApproval> approvals =
        part.verdict() instanceof PolicyVerdict.Allowed ? List.of() : consent.approvals(part);
    if (approvals.isEmpty() && !(part.verdict() instanceof PolicyVerdict.Allowed)) {
      return round(What.AWAITS_APPROVAL, part, null, part.verdict().reason());
    }
    RunReport report = runner.apply(robot, part, approvals, options);
    if (report.end() == RunReport.End.REFUSED) {
      return round(What.REFUSED, part, report, report.reason());
    }
    pending = null;
    return round(What.APPLIED, part, report, report.reason());
  }

  private RunsSoFar soFar() {
    return RunsSoFar.read(with.history(), with.clock().instant().minus(BudgetRoom.DAY));
  }

  private String id() {
    return robot.manifest().id();
  }

  private Round round(
      What what, @Nullable Proposal drift, @Nullable RunReport report, String words) {
    return new Round(
        with.clock().instant(),
        what,
        Optional.ofNullable(drift),
        Optional.ofNullable(report),
        coverage,
        (words + " " + coverage.words()).strip());
  }

  /** Lets the robot go on after a run that did not end well. */
  void clear(String who) {
    new RunRecords(with.chronicle(), with.clock(), "", new Progress("")).cleared(id(), who).join();
  }
}
