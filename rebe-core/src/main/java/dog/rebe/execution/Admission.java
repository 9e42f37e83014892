package dog.rebe.execution;

import dog.rebe.command.Command;
import dog.rebe.command.TokenUse;
import dog.rebe.outcome.FailureKind;
import java.util.Optional;
import java.util.stream.Stream;

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
    Optional<Capability> missing = missing(passage.command(), transport);
    if (missing.isPresent()) {
      passage.refuse(
          FailureKind.UNSUPPORTED,
          "The transport for '"
              + scheme
              + "' lacks "
              + missing.get()
              + ", which the command needs");
      return;
    }
    passage.travelsBy(transport);
    passage.armDeadline(surroundings.scheduler());
    next.enter(passage);
  }

  private static Optional<Capability> missing(Command<?> command, Transport transport) {
    if (command.token().isEmpty()) {
      return Optional.empty();
    }
    boolean detached = command.tokenUse() != TokenUse.RUN;
    return Stream.of(Capability.TOKEN, Capability.DETACH)
        .filter(needed -> needed == Capability.TOKEN || detached)
        .filter(needed -> !transport.capabilities().contains(needed))
        .findFirst();
  }
}
