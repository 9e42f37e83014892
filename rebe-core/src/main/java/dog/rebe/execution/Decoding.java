package dog.rebe.execution;

import dog.rebe.command.DecodeException;
import dog.rebe.outcome.Delivery;
import dog.rebe.outcome.Evidence;
import dog.rebe.outcome.Exit;
import dog.rebe.outcome.FailureKind;
import dog.rebe.outcome.Success;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns the output of a command that ended well into a value. On a worker, or by who waits for it.
 */
final class Decoding implements Step {

  private static final Logger LOG = LoggerFactory.getLogger(Decoding.class);

  private final Scheduler scheduler;
  private final Step next;

  Decoding(Surroundings surroundings, Step next) {
    this.scheduler = surroundings.scheduler();
    this.next = next;
  }

  @Override
  public void enter(Passage<?> passage) {
    AttemptResult result = passage.result();
    Exit exit = result.exit();
    if (result.kind() == null && exit != null) {
      decode(passage, result, exit);
    }
    next.enter(passage);
  }

  private <T> void decode(Passage<T> passage, AttemptResult result, Exit exit) {
    try {
      T value = passage.command().decoder().decode(result.output(), exit);
      if (value == null) {
        passage.endsWith(result.failing(FailureKind.INTERNAL_ERROR, "The decoder returned null"));
      } else {
        passage.endsWith(new Success<>(value, evidence(passage, result)));
      }
    } catch (DecodeException e) {
      String said = String.valueOf(e.getMessage());
      boolean nothing = e.changedNothing() && passage.carried() == Delivery.NOT_STARTED;
      passage.endsWith(nothing ? result.refusing(e.kind(), said) : result.failing(e.kind(), said));
    } catch (RuntimeException | Error e) {
      log(passage, e);
      passage.endsWith(result.failing(FailureKind.INTERNAL_ERROR, "The decoder broke: " + e));
    }
  }

  /** An exception can quote the output: where a secret may stand in it, only its words go. */
  private static void log(Passage<?> passage, Throwable fault) {
    if (passage.hasSecrets()) {
      String words = passage.redacted(fault.toString());
      LOG.error("The decoder of {} broke: {}", passage.command(), words);
    } else {
      LOG.error("The decoder of {} broke", passage.command(), fault);
    }
  }

  private Evidence evidence(Passage<?> passage, AttemptResult result) {
    return Evidences.of(passage, result, result.output().countsOnly(), scheduler);
  }
}
