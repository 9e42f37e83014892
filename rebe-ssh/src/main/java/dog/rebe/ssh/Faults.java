package dog.rebe.ssh;

import dog.rebe.execution.TransportException;
import dog.rebe.ssh.fault.Fault;
import dog.rebe.ssh.fault.FaultException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Faults as the exceptions that callers of a transport know. */
final class Faults {

  private Faults() {}

  static TransportException exception(Fault fault) {
    return new TransportException(fault.kind(), fault.detail(), fault.jumpHost());
  }

  /** The same, failing with a {@link TransportException} where it fails with a fault. */
  static <T> CompletableFuture<T> thrown(CompletableFuture<T> future) {
    return future.exceptionallyCompose(
        failure -> CompletableFuture.failedFuture(translated(failure)));
  }

  private static Throwable translated(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    return cause instanceof FaultException fault ? exception(fault.fault()) : cause;
  }
}
