package dog.rebe.runner;

import dog.rebe.change.PlanReader;
import dog.rebe.chronicle.Chronicle;
import dog.rebe.execution.CommandExecutor;
import dog.rebe.robot.StepPreviewer;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Builds a {@link Runner}. Not thread-safe. */
public final class RunnerBuilder {

  private @Nullable CommandExecutor executor;
  private @Nullable RunGate gate;
  private @Nullable Chronicle chronicle;
  private @Nullable RunHistory history;
  private @Nullable Path folder;
  private @Nullable StepPreviewer previewer;
  private Policy policy = Policy.safe();
  private Trust trust = Trust.nobody();
  private String realm = "default";
  private PlanReader plans = PlanReader.create();
  private Clock clock = Clock.systemUTC();
  private RandomGenerator random = new SecureRandom();
  private Consumer<WaveProgress> watcher = progress -> {};
  private ApplyOptions looking = ApplyOptions.defaults().withConcurrency(50, 50);

  RunnerBuilder() {}

  /**
   * What runs commands. Needed.
   *
   * @param newExecutor was built with this gate
   * @param newGate lets pass what approved runs do
   */
  public RunnerBuilder executor(CommandExecutor newExecutor, RunGate newGate) {
    executor = Objects.requireNonNull(newExecutor, "executor");
    gate = Objects.requireNonNull(newGate, "gate");
    return this;
  }

  /**
   * Where runs are recorded, and where that record is read. Needed: a runner that keeps no record
   * could do a thing twice.
   *
   * @param newHistory reads everything that was written to the chronicle and was forced
   */
  public RunnerBuilder chronicle(Chronicle newChronicle, RunHistory newHistory) {
    if (newChronicle == Chronicle.none()) {
      throw new IllegalArgumentException("A runner needs a chronicle that keeps what it is told");
    }
    chronicle = Objects.requireNonNull(newChronicle, "chronicle");
    history = Objects.requireNonNull(newHistory, "history");
    return this;
  }

  /** The folder in which runs are kept that may have to be resumed; made if needed. Needed. */
  public RunnerBuilder folder(Path newFolder) {
    folder = Objects.requireNonNull(newFolder, "folder");
    return this;
  }

  /** Shows what a step would do. Default: a {@link CommandPreviewer}. */
  public RunnerBuilder previewer(StepPreviewer newPreviewer) {
    previewer = Objects.requireNonNull(newPreviewer, "previewer");
    return this;
  }

  /**
   * The same, made once the executor is known: for builders that are given to somebody who has not
   * made the executor, as {@link RealmRunner#open} does.
   */
  public RunnerBuilder previewer(Function<CommandExecutor, StepPreviewer> made) {
    Objects.requireNonNull(made, "made");
    return previewer(made.apply(executor()));
  }

  /** Says what a plan needs. Default: {@link Policy#safe}. */
  public RunnerBuilder policy(Policy newPolicy) {
    policy = Objects.requireNonNull(newPolicy, "policy");
    return this;
  }

  /** Whose approvals count. Default: nobody's. */
  public RunnerBuilder trust(Trust newTrust) {
    trust = Objects.requireNonNull(newTrust, "trust");
    return this;
  }

  /** Whose machines they are; approvals count in one realm only. Default: {@code default}. */
  public RunnerBuilder realm(String newRealm) {
    if (newRealm.isBlank()) {
      throw new IllegalArgumentException("A realm has a name");
    }
    realm = newRealm;
    return this;
  }

  /** Reads the plans of runs that are resumed. Default: one that refuses secrets. */
  public RunnerBuilder plans(PlanReader newPlans) {
    plans = Objects.requireNonNull(newPlans, "plans");
    return this;
  }

  /** Wall-clock time, for entries and approvals. Default: UTC of the system. */
  public RunnerBuilder clock(Clock newClock) {
    clock = Objects.requireNonNull(newClock, "clock");
    return this;
  }

  /** Where the ids of runs come from. Default: a {@link SecureRandom}. */
  public RunnerBuilder random(RandomGenerator newRandom) {
    random = Objects.requireNonNull(newRandom, "random");
    return this;
  }

  /**
   * Who is told how far a run is, on the thread that carries it out, which goes on when they
   * return. Default: nobody. What they throw ends the run, which is to be resumed then.
   */
  public RunnerBuilder watcher(Consumer<WaveProgress> newWatcher) {
    watcher = Objects.requireNonNull(newWatcher, "watcher");
    return this;
  }

  /**
   * On how many nodes a robot looks, and plans are previewed, at the same time, in all and at one
   * site. Default 50 and 50; never more than 16 are previewed at once.
   */
  public RunnerBuilder looking(int nodes, int perSite) {
    looking = looking.withConcurrency(nodes, perSite);
    return this;
  }

  /**
   * The runner.
   *
   * @throws IllegalStateException if executor, chronicle or folder are missing
   */
  public Runner build() {
    RunnerBuilder copy = new RunnerBuilder();
    copy.executor = executor();
    copy.gate = gate();
    copy.chronicle = chronicle();
    copy.history = history();
    copy.folder = Objects.requireNonNull(needed(folder, "folder"));
    copy.previewer = previewer == null ? CommandPreviewer.of(executor()) : previewer;
    copy.policy = policy;
    copy.trust = trust;
    copy.realm = realm;
    copy.plans = plans;
    copy.clock = clock;
    copy.random = random;
    copy.watcher = watcher;
    copy.looking = looking;
    return new Runner(copy);
  }

  CommandExecutor executor() {
    return needed(executor, "executor");
  }

  RunGate gate() {
    return needed(gate, "executor with its gate");
  }

  Chronicle chronicle() {
    return needed(chronicle, "chronicle");
  }

  RunHistory history() {
    return needed(history, "chronicle with its history");
  }

  RunFolder folder() {
    return new RunFolder(needed(folder, "folder"));
  }

  StepPreviewer previewer() {
    return needed(previewer, "previewer");
  }

  Policy policy() {
    return policy;
  }

  Trust trust() {
    return trust;
  }

  String realm() {
    return realm;
  }

  PlanReader plans() {
    return plans;
  }

  Clock clock() {
    return clock;
  }

  RandomGenerator random() {
    return random;
  }

  Consumer<WaveProgress> watcher() {
    return watcher;
  }

  ApplyOptions looking() {
    return looking;
  }

  private static <T> T needed(@Nullable T part, String name) {
    if (part == null) {
      throw new IllegalStateException("A runner needs a " + name + ": give it to the builder");
    }
    return part;
  }
}
