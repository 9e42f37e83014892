package dog.rebe.execution;

import dog.rebe.outcome.FailureKind;

/** The call's span starts here: whatever it waits for from now on counts against its deadline. */
final class Admission implements Step {

  private final Surroundings surroundings;
  private final Running running;
  private final Step next;

  Admission(Surroundings surroundings, Running running, Step next) {
    this.surroundings = surroundings;
    this.running = running;
    this.next = next;
  }

  @Override
  public void enter(Passage<?> passage) {
    passage.admit(surroundings.scheduler().nanoTime());
    if (!running.add(passage)) {
      passage.refuse(FailureKind.EXECUTOR_CLOSED, "The executor was closed before the call");
      return;
    }
    String scheme = passage.node().endpoint().scheme();
    Transport transport = surroundings.transports().get(scheme);
    if (transport == null) {
      passage.refuse(
          FailureKind.UNSUPPORTED,
          "No transport was given for '" + scheme + "': add one to the executor's builder");
      return;
    }
    if (passage.interaction() != null
        && !transport.capabilities().contains(Capability.INTERACTIVE)) {
      passage.refuse(
          FailureKind.UNSUPPORTED, "The transport for '" + scheme + "' gives no terminal");
      return;
    }
    if (passage.command().effect().isDestructive() && surroundings.approvalGate() == null) {
      passage.refuse(
          FailureKind.APPROVAL_REQUIRED,
          "The command destroys, and the executor has no approval gate to ask");
      return;
    }
    passage.travelsBy(transport);
    passage.armDeadline(surroundings.scheduler());
    next.enter(passage);
  }
}
