package dog.rebe.runner;

import dog.rebe.execution.Scheduler;
import dog.rebe.node.Node;
import dog.rebe.realm.Budgets;
import dog.rebe.robot.Goal;
import dog.rebe.robot.Robot;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Builds a {@link Reconciler}; {@link Runner#reconciler} makes one. Not thread-safe. */
public final class ReconcilerBuilder {

  private final Runner runner;
  private final RunnerBuilder with;
  private final Robot<?> robot;
  private final Goal goal;
  private final Supplier<List<Node>> inventory;
  private String requestedBy = "reconciler";
  private Budgets budgets = Budgets.none();
  private Consent consent = Consent.none();
  private ApplyOptions options = ApplyOptions.defaults();
  private Duration every = Duration.ofHours(1);
  private Duration settle = Duration.ofSeconds(10);
  private Consumer<Round> listener = round -> {};
  private @Nullable Scheduler scheduler;
  private @Nullable Executor workers;

  ReconcilerBuilder(
      Runner runner,
      RunnerBuilder with,
      Robot<?> robot,
      Goal goal,
      Supplier<List<Node>> inventory) {
    this.runner = runner;
    this.with = with;
    this.robot = Objects.requireNonNull(robot, "robot");
    this.goal = Objects.requireNonNull(goal, "goal");
    this.inventory = Objects.requireNonNull(inventory, "inventory");
  }

  /** In whose name runs are asked for. Default {@code reconciler}. */
  public ReconcilerBuilder requestedBy(String name) {
    requestedBy = Objects.requireNonNull(name, "name");
    return this;
  }

  /** How much may be changed. Default {@link Budgets#none}: drift is only shown. */
  public ReconcilerBuilder budgets(Budgets newBudgets) {
    budgets = Objects.requireNonNull(newBudgets, "budgets");
    return this;
  }

  /** Where approvals come from. Default {@link Consent#none}. */
  public ReconcilerBuilder consent(Consent newConsent) {
    consent = Objects.requireNonNull(newConsent, "consent");
    return this;
  }

  /** How plans are carried out. Default {@link ApplyOptions#defaults}. */
  public ReconcilerBuilder options(ApplyOptions newOptions) {
    options = Objects.requireNonNull(newOptions, "options");
    return this;
  }

  /** How long after the end of a round the next begins; longer than zero. Default 1 hour. */
  public ReconcilerBuilder every(Duration pause) {
    if (pause.isZero() || pause.isNegative()) {
      throw new IllegalArgumentException("A round every " + pause + ": use more than zero");
    }
    every = pause;
    return this;
  }

  /** How long after a change the next round begins; zero or more. Default 10 seconds. */
  public ReconcilerBuilder settle(Duration pause) {
    if (pause.isNegative()) {
      throw new IllegalArgumentException("A pause of " + pause + ": use zero or more");
    }
    settle = pause;
    return this;
  }

  /** Hears of every round that the schedule began, on the thread that did it. Default: nobody. */
  public ReconcilerBuilder listener(Consumer<Round> newListener) {
    listener = Objects.requireNonNull(newListener, "listener");
    return this;
  }

  /**
   * By what time rounds are planned, and where they are worked on. Needed.
   *
   * @param newWorkers rounds block them; one thread is enough for one reconciler
   */
  public ReconcilerBuilder schedule(Scheduler newScheduler, Executor newWorkers) {
    scheduler = Objects.requireNonNull(newScheduler, "scheduler");
    workers = Objects.requireNonNull(newWorkers, "workers");
    return this;
  }

  /**
   * The reconciler; it begins with {@link Reconciler#start}.
   *
   * @throws IllegalStateException if the schedule is missing
   */
  public Reconciler build() {
    scheduler();
    workers();
    return new Reconciler(new Reconciling(runner, with, this), this);
  }

  Robot<?> robot() {
    return robot;
  }

  Goal goal() {
    return goal;
  }

  Supplier<List<Node>> inventory() {
    return inventory;
  }

  String requestedBy() {
    return requestedBy;
  }

  Budgets budgets() {
    return budgets;
  }

  Consent consent() {
    return consent;
  }

  ApplyOptions options() {
    return options;
  }

  Duration every() {
    return every;
  }

  Duration settle() {
    return settle;
  }

  Consumer<Round> listener() {
    return listener;
  }

  Scheduler scheduler() {
    return needed(scheduler);
  }

  Executor workers() {
    return needed(workers);
  }

  private static <T> T needed(@Nullable T part) {
    if (part == null) {
      throw new IllegalStateException("A reconciler needs a schedule: give it to the builder");
    }
    return part;
  }
}
