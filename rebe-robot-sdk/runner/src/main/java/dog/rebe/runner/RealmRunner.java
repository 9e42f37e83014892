package dog.rebe.runner;

import dog.rebe.chronicle.ProvableChronicle;
import dog.rebe.chronicle.note.SigningKey;
import dog.rebe.chronicle.note.VerifierKey;
import dog.rebe.execution.CommandExecutor;
import dog.rebe.execution.CommandExecutorBuilder;
import dog.rebe.execution.Transport;
import dog.rebe.node.Node;
import dog.rebe.realm.Realm;
import dog.rebe.realm.RealmException;
import dog.rebe.robot.Goal;
import dog.rebe.robot.Robot;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A {@link Runner} that takes everything from a realm: the approvers whose keys the owner signed,
 * its policies and budgets, its machines, and its provable chronicle, which stays open until this
 * is closed. Approvals are bound to the realm's id, so none counts in another realm, whoever gave
 * it. Thread-safe.
 *
 * <pre>{@code
 * Realm realm = RealmFolder.of(folder).load(id);
 * try (RealmRunner farm = RealmRunner.open(realm, chronicleKey, ssh)) {
 *   Proposal proposal = farm.runner().propose(robot, goal, farm.machines(), "ada").orElseThrow();
 * }
 * }</pre>
 *
 * <p>What the policies allow without a person they allow within the realm's budgets only: beyond
 * them one approval is needed. A realm without policies has {@link Policy#safe}.
 */
public final class RealmRunner implements AutoCloseable {

  private final Realm realm;
  private final ProvableChronicle chronicle;
  private final CommandExecutor executor;
  private final Runner runner;

  private RealmRunner(
      Realm realm, ProvableChronicle chronicle, CommandExecutor executor, Runner runner) {
    this.realm = realm;
    this.chronicle = chronicle;
    this.executor = executor;
    this.runner = runner;
  }

  /**
   * Opens the realm's chronicle and builds its runner. Blocks on the disk.
   *
   * @param chronicleKey signs the chronicle; the one that the owner named
   * @param transports reach its machines; they stay the caller's
   * @throws RealmException if the key is another one, or nothing reads the realm's policies
   * @throws dog.rebe.chronicle.ChronicleException if the chronicle cannot be opened
   * @throws IllegalArgumentException if a policy cannot be understood
   */
  public static RealmRunner open(Realm realm, SigningKey chronicleKey, Transport... transports) {
    return open(realm, chronicleKey, with -> with, transports);
  }

  /**
   * The same with a builder that may be told more: a previewer, a watcher, a clock.
   *
   * @param further is given the builder when all of the realm is in it, the executor too
   */
  public static RealmRunner open(
      Realm realm,
      SigningKey chronicleKey,
      UnaryOperator<RunnerBuilder> further,
      Transport... transports) {
    return open(realm, chronicleKey, files -> reader(realm).read(files), further, transports);
  }

  /**
   * The same with a reader of policies of the caller's.
   *
   * @param policies reads the realm's policies, if it has any
   * @param further is given the builder when all of the realm is in it, the executor too
   */
  public static RealmRunner open(
      Realm realm,
      SigningKey chronicleKey,
      RealmPolicies policies,
      UnaryOperator<RunnerBuilder> further,
      Transport... transports) {
    if (!chronicleKey.verifier().equals(realm.terms().chronicleKey())) {
      throw new RealmException(
          "The chronicle of "
              + realm
              + " is signed by "
              + realm.terms().chronicleKey().name()
              + ", and this is "
              + chronicleKey
              + ", or another of that name: give the key that the owner named");
    }
    Policy policy = realm.policies().isEmpty() ? Policy.safe() : policies.read(realm.policies());
    ProvableChronicle chronicle = ProvableChronicle.open(realm.chronicleFolder(), chronicleKey);
    CommandExecutor executor = null;
    try {
      RunHistory history = RunHistory.ofFile(realm.chronicleFolder().resolve("entries.jsonl"));
      SpentBudget spent = new SpentBudget(chronicle, history);
      RunGate gate = RunGate.create();
      CommandExecutorBuilder commands =
          CommandExecutor.builder().chronicle(chronicle).approvalGate(gate);
      for (Transport transport : transports) {
        commands.transport(transport);
      }
      executor = commands.build();
      makeRunsFolder(realm);
      RunnerBuilder builder =
          Runner.builder()
              .executor(executor, gate)
              .chronicle(spent, history)
              .folder(realm.runsFolder())
              .policy(new BudgetedPolicy(policy, realm.terms().budgets(), spent))
              .trust(trust(realm))
              .realm(realm.id().value());
      return new RealmRunner(realm, chronicle, executor, further.apply(builder).build());
    } catch (RuntimeException e) {
      if (executor != null) {
        executor.close();
      }
      chronicle.close();
      throw e;
    }
  }

  /**
   * Whose approvals count in this realm, with their groups; the realm's chronicle key never counts.
   */
  public static Trust trust(Realm realm) {
    List<Approver> approvers = new ArrayList<>();
    for (VerifierKey key : realm.terms().approvers()) {
      approvers.add(new Approver(key.name(), key.publicKey(), realm.terms().groupsOf(key.name())));
    }
    return Trust.of(approvers).withRobotKey(realm.terms().chronicleKey().publicKey());
  }

  /**
   * The policy of a realm, without its budgets.
   *
   * @throws RealmException if it has policies and nothing reads them
   * @throws IllegalArgumentException if one cannot be understood
   */
  public static Policy policy(Realm realm) {
    return realm.policies().isEmpty() ? Policy.safe() : reader(realm).read(realm.policies());
  }

  private static RealmPolicies reader(Realm realm) {
    return ServiceLoader.load(RealmPolicies.class)
        .findFirst()
        .orElseThrow(
            () ->
                new RealmException(
                    realm
                        + " has policies, and nothing here reads them: add"
                        + " dog.rebe:rebe-robot-policy to the class path"));
  }

  private static void makeRunsFolder(Realm realm) {
    try {
      Files.createDirectories(realm.runsFolder());
    } catch (IOException e) {
      throw new RealmException(
          "The folder " + realm.runsFolder() + " cannot be made (" + e + "): check its permissions",
          e);
    }
  }

  /** Proposes, applies and resumes runs in this realm. */
  public Runner runner() {
    return runner;
  }

  /**
   * The realm's machines.
   *
   * @throws dog.rebe.node.InventoryException if the inventory is wrong
   * @throws RealmException if it has none
   */
  public List<Node> machines() {
    try (Stream<Node> nodes = realm.machines().nodes()) {
      return nodes.toList();
    }
  }

  /**
   * Runs a robot again and again on the realm's machines, within the realm's budgets.
   *
   * @param goal what the robot is asked for
   */
  public ReconcilerBuilder reconciler(Robot<?> robot, Goal goal) {
    return runner.reconciler(robot, goal, this::machines).budgets(realm.terms().budgets());
  }

  /** Whose runner it is. */
  public Realm realm() {
    return realm;
  }

  /** The realm's record, for checkpoints and witnesses. */
  public ProvableChronicle chronicle() {
    return chronicle;
  }

  /** What runs commands on its machines, recorded in its chronicle. */
  public CommandExecutor executor() {
    return executor;
  }

  /** Ends what is under way, signs a last checkpoint, and closes. The transports stay open. */
  @Override
  public void close() {
    executor.close();
    chronicle.close();
  }
}
