package dog.rebe.ssh.fault;

import dog.rebe.outcome.FailureKind;
import dog.rebe.outcome.JumpHostFault;
import java.util.Objects;
import java.util.Optional;

/**
 * Why something could not be had. Nothing of it has reached a process on the node.
 *
 * @param kind of which kind
 * @param detail for the author; may quote the node
 * @param jumpHost what was wrong with a machine on the way, where that is why
 */
public record Fault(FailureKind kind, String detail, Optional<JumpHostFault> jumpHost) {

  public Fault {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(detail, "detail");
    Objects.requireNonNull(jumpHost, "jumpHost");
  }

  /** Of the host that is meant. */
  public Fault(FailureKind kind, String detail) {
    this(kind, detail, Optional.empty());
  }

  /**
   * Of a jump host on the way to the host that is meant.
   *
   * @param name the jump host
   * @param kind what is wrong with it
   */
  public static Fault ofJumpHost(String name, FailureKind kind, String detail) {
    FailureKind seen =
        switch (kind.category()) {
          case TRUST -> FailureKind.JUMP_HOST_NOT_TRUSTED;
          case AUTHENTICATION -> FailureKind.JUMP_HOST_LOGIN_FAILED;
          default -> FailureKind.JUMP_HOST_FAILED;
        };
    return new Fault(seen, detail, Optional.of(new JumpHostFault(name, kind)));
  }
}
