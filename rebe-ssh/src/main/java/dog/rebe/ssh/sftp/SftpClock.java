package dog.rebe.ssh.sftp;

import dog.rebe.outcome.FailureKind;
import dog.rebe.ssh.fault.FaultException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for answers until a deadline. */
final class SftpClock {

  private final Duration deadline;
  private final long byNanos;

  SftpClock(Duration deadline) {
    this.deadline = deadline;
    this.byNanos = System.nanoTime() + deadline.toNanos();
  }

  SftpPacket await(CompletableFuture<SftpPacket> answer) throws SftpProblem {
    try {
      return answer.get(byNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new SftpProblem(FailureKind.TIMED_OUT, "no answer within " + deadline);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SftpProblem(FailureKind.CANCELLED, "the thread was interrupted");
    } catch (CancellationException e) {
      throw new SftpProblem(FailureKind.CANCELLED, "called off");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof FaultException fault) {
        throw new SftpProblem(fault.fault().kind(), fault.fault().detail());
      }
      throw new SftpProblem(FailureKind.INTERNAL_ERROR, String.valueOf(e.getCause()));
    }
  }
}
