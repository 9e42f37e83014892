package dog.rebe.cli;

import dog.rebe.chronicle.ChronicleException;
import dog.rebe.chronicle.note.SigningKey;
import dog.rebe.cli.input.BadInput;
import dog.rebe.cli.input.FleetArguments;
import dog.rebe.cli.input.LoginArguments;
import dog.rebe.cli.input.RealmArguments;
import dog.rebe.execution.Transport;
import dog.rebe.execution.local.LocalTransport;
import dog.rebe.node.Node;
import dog.rebe.realm.Realm;
import dog.rebe.realm.RealmException;
import dog.rebe.robot.Robot;
import dog.rebe.runner.RealmRunner;
import dog.rebe.runner.Runner;
import dog.rebe.runner.WaveProgress;
import dog.rebe.ssh.SshTransport;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * Where a robot works: machines, the way to them, and the runner of their realm. Where no realm was
 * named there is one for this command alone, in which nothing but the demo fleet can be changed.
 */
final class RobotWorkplace implements AutoCloseable {

  /** At once, while a robot looks. */
  private static final int CONNECTIONS = 50;

  private final Machines machines;
  private final Optional<SshTransport> ssh;
  private final LocalTransport local;
  private final Optional<PassingRealm> passing;
  private final RealmRunner runner;
  private final AtomicReference<Consumer<WaveProgress>> watcher;

  private RobotWorkplace(
      Machines machines,
      Optional<SshTransport> ssh,
      LocalTransport local,
      Optional<PassingRealm> passing,
      RealmRunner runner,
      AtomicReference<Consumer<WaveProgress>> watcher) {
    this.machines = machines;
    this.ssh = ssh;
    this.local = local;
    this.passing = passing;
    this.runner = runner;
    this.watcher = watcher;
  }

  /**
   * Opens it.
   *
   * @param robot whose demo fleet is meant where no machine was named
   * @throws BadInput if machines, login or realm cannot be used
   */
  static RobotWorkplace open(
      Terminal terminal,
      FleetArguments fleet,
      LoginArguments login,
      RealmArguments realm,
      Robot<?> robot) {
    ClassLoader from = robot.getClass().getClassLoader();
    return open(terminal, fleet, login, realm, robot.manifest().id(), from);
  }

  /** The same, where the robot may not be at hand: it ships no fleet then. */
  static RobotWorkplace open(
      Terminal terminal,
      FleetArguments fleet,
      LoginArguments login,
      RealmArguments realm,
      String robot) {
    ClassLoader own = RobotWorkplace.class.getClassLoader();
    return open(terminal, fleet, login, realm, robot, own);
  }

  private static RobotWorkplace open(
      Terminal terminal,
      FleetArguments fleet,
      LoginArguments login,
      RealmArguments realm,
      String robot,
      ClassLoader from) {
    if (realm.isNamed()) {
      Realm named = realm.realm(terminal.home());
      return open(
          terminal,
          Machines.of(named, fleet),
          login,
          Optional.empty(),
          named,
          realm.chronicleKey());
    }
    Machines machines = Machines.ofOrDemo(fleet, robot, from, terminal);
    PassingRealm passing = PassingRealm.make();
    return open(
        terminal, machines, login, Optional.of(passing), passing.realm(), passing.chronicleKey());
  }

  private static RobotWorkplace open(
      Terminal terminal,
      Machines machines,
      LoginArguments login,
      Optional<PassingRealm> passing,
      Realm realm,
      SigningKey chronicleKey) {
    LocalTransport local = LocalTransport.create();
    Optional<SshTransport> ssh = Optional.empty();
    try {
      ssh = new Access(terminal, login, CONNECTIONS).to(machines);
      List<Transport> transports = new ArrayList<>(List.of(local));
      ssh.ifPresent(transports::add);
      AtomicReference<Consumer<WaveProgress>> watcher = new AtomicReference<>(progress -> {});
      RealmRunner runner =
          RealmRunner.open(
              realm,
              chronicleKey,
              with ->
                  with.previewer(executor -> StepPreviews.of(executor, terminal.clock()))
                      .watcher(progress -> watcher.get().accept(progress)),
              transports.toArray(Transport[]::new));
      return new RobotWorkplace(machines, ssh, local, passing, runner, watcher);
    } catch (RuntimeException e) {
      ssh.ifPresent(SshTransport::close);
      local.close();
      machines.close();
      passing.ifPresent(PassingRealm::close);
      if (e instanceof RealmException
          || e instanceof ChronicleException
          || e instanceof IllegalArgumentException) {
        throw new BadInput(String.valueOf(e.getMessage()), e);
      }
      throw e;
    }
  }

  /** Proposes, applies and resumes. */
  Runner runner() {
    return runner.runner();
  }

  /** Whom runs tell from now on how far they are. */
  void tellWaves(Consumer<WaveProgress> who) {
    watcher.set(who);
  }

  /** The machines of the run. */
  List<Node> nodes() {
    return machines.nodes();
  }

  /** The realm. */
  Realm realm() {
    return runner.realm();
  }

  /** Whether nothing but machines inside this process can be changed. */
  boolean isDemo() {
    return passing.isPresent() && machines.demoFiles().isPresent();
  }

  /** The key of whoever sits here, in a realm for this command alone. */
  Optional<SigningKey> passingKey() {
    return passing.map(PassingRealm::approverKey);
  }

  @Override
  public void close() {
    runner.close();
    ssh.ifPresent(SshTransport::close);
    local.close();
    machines.close();
    passing.ifPresent(PassingRealm::close);
  }
}
