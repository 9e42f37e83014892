package dog.rebe.previews;

import dog.rebe.chronicle.JsonLinesChronicle;
import dog.rebe.dryrun.DryRuns;
import dog.rebe.execution.CommandExecutor;
import dog.rebe.execution.Transport;
import dog.rebe.node.Node;
import dog.rebe.robot.Robot;
import dog.rebe.runner.ApplyOptions;
import dog.rebe.runner.ApprovalSigner;
import dog.rebe.runner.Approver;
import dog.rebe.runner.CommandPreviewer;
import dog.rebe.runner.PolicyVerdict;
import dog.rebe.runner.Proposal;
import dog.rebe.runner.RunGate;
import dog.rebe.runner.RunHistory;
import dog.rebe.runner.RunReport;
import dog.rebe.runner.Runner;
import dog.rebe.runner.Trust;
import dog.rebe.sandbox.previewer.MachinePreviewer;
import dog.rebe.sandbox.previewer.PreviewLimits;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** A runner that previews in the sandbox, and a person who approves. */
final class Office implements AutoCloseable {

  private final KeyPair ada = keys();
  private final JsonLinesChronicle chronicle;
  private final CommandExecutor executor;
  private final MachinePreviewer machine;
  private final Runner runner;
  private final Runner next;

  Office(Path folder, Transport transport) {
    RunGate gate = RunGate.create();
    chronicle = JsonLinesChronicle.open(folder.resolve("chronicle"));
    executor =
        CommandExecutor.builder()
            .transport(transport)
            .chronicle(chronicle)
            .approvalGate(gate)
            .build();
    machine =
        MachinePreviewer.of(
            executor,
            dog.rebe.sandbox.previewer.CommandPreviewer.of(Clock.systemUTC()),
            DryRuns.standard(),
            PreviewLimits.of(Duration.ofMinutes(3), 16 << 20, 100_000, 16 << 20));
    runner = runner(folder, gate);
    next = runner(folder, gate);
  }

  private Runner runner(Path folder, RunGate gate) {
    return Runner.builder()
        .executor(executor, gate)
        .chronicle(chronicle, RunHistory.ofFile(folder.resolve("chronicle")))
        .folder(folder.resolve("runs"))
        .trust(Trust.of(List.of(new Approver("ada", ada.getPublic(), Set.of()))))
        .policy(
            question ->
                new PolicyVerdict.NeedsApproval("One person looks at it.", 1, Set.of(), false))
        .previewer(previewer())
        .build();
  }

  /** Goes on with a run as another program would, which has previewed nothing yet. */
  RunReport goOn(Robot<?> robot, String run, List<Node> nodes) {
    return next.resume(run, robot, nodes);
  }

  /** One that has previewed nothing yet. */
  SandboxPreviewer previewer() {
    return SandboxPreviewer.of(machine, CommandPreviewer.of(executor));
  }

  Proposal propose(Robot<?> robot, List<Node> nodes) {
    return propose(runner, robot, nodes);
  }

  /** By the one that goes on with runs. */
  Proposal proposeNext(Robot<?> robot, List<Node> nodes) {
    return propose(next, robot, nodes);
  }

  private static Proposal propose(Runner runner, Robot<?> robot, List<Node> nodes) {
    return runner
        .propose(robot, robot.manifest().goalType().standard(), nodes, "eve")
        .orElseThrow();
  }

  /** What takes back a run that has ended. */
  Proposal proposeUndo(String run, List<Node> nodes) {
    return runner.proposeUndo(run, nodes, "eve").proposal().orElseThrow();
  }

  /** Ada approves what takes back a run, and it is carried out. */
  RunReport approveAndUndo(Proposal proposal) {
    return approveAndApply(runner.undoRobot(), proposal);
  }

  /** Ada approves what she was shown, and it is carried out, on one node at a time. */
  RunReport approveAndApply(Robot<?> robot, Proposal proposal) {
    return runner.apply(
        robot,
        proposal,
        List.of(
            ApprovalSigner.of(ada)
                .approve(proposal, Clock.systemUTC().instant(), Duration.ofHours(1))),
        ApplyOptions.defaults().withConcurrency(1, 1));
  }

  private static KeyPair keys() {
    try {
      return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    executor.close();
    chronicle.close();
  }
}
