package dog.rebe.ssh.fault;

import dog.rebe.outcome.FailureKind;
import java.util.Objects;

/**
 * Why something could not be had. Nothing of it has reached a process on the node.
 *
 * @param kind of which kind
 * @param detail for the author; may quote the node
 */
public record Fault(FailureKind kind, String detail) {

  public Fault {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(detail, "detail");
  }

  /** The same fault, seen through a jump host. */
  public Fault through(String hop) {
    return new Fault(kind, "through " + hop + ": " + detail);
  }
}
