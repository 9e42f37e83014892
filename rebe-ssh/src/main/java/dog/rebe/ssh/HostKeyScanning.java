package dog.rebe.ssh;

import dog.rebe.execution.Scheduler;
import dog.rebe.node.Node;
import dog.rebe.outcome.FailureKind;
import dog.rebe.ssh.fault.Fault;
import dog.rebe.ssh.fault.FaultException;
import dog.rebe.ssh.host.HostIdentity;
import dog.rebe.ssh.host.ShownKey;
import dog.rebe.ssh.key.LoginMaterial;
import dog.rebe.ssh.link.Link;
import dog.rebe.ssh.link.Target;
import dog.rebe.ssh.pool.Connector;
import dog.rebe.ssh.trust.HostKey;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Looks at the key of one host, on a connection that is in no pool and ends before any login. */
final class HostKeyScanning implements Connector.Listener<Link> {

  private final CompletableFuture<HostKeyScan> scan = new CompletableFuture<>();
  private final ShownKey shown = new ShownKey();
  private final Node node;
  private final Target target;

  HostKeyScanning(Node node, Target known) {
    this.node = node;
    HostIdentity identity = known.identity();
    this.target =
        new Target(
            known.host(),
            known.port(),
            known.user(),
            new HostIdentity(identity.name(), identity.port(), identity.alias(), Optional.empty()),
            shown,
            () -> CompletableFuture.completedFuture(LoginMaterial.ofKeys()),
            known.family(),
            known.timing(),
            known.via());
  }

  CompletableFuture<HostKeyScan> start(
      Connector<Target, Link> connector, Scheduler scheduler, Duration deadline) {
    Connector.Attempt attempt = connector.connect(target, this);
    Scheduler.Cancellation timer =
        scheduler.schedule(
            deadline,
            () -> {
              Fault fault = attempt.overdue();
              attempt.abort();
              failed(fault);
            });
    return scan.whenComplete((result, failure) -> timer.cancel());
  }

  @Override
  public void connected(Link link) {
    link.close();
    failed(new Fault(FailureKind.INTERNAL_ERROR, target + " was let in unseen"));
  }

  @Override
  public void failed(Fault fault) {
    Optional<HostKey> key = shown.key();
    if (key.isPresent()) {
      scan.complete(new HostKeyScan(node.id(), target.identity().knownAs(), key.get()));
    } else {
      scan.completeExceptionally(new FaultException(fault));
    }
  }
}
