package dog.rebe.execution;

import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands the outcome over. */
final class Arrival implements Step {

  private static final Logger LOG = LoggerFactory.getLogger(Arrival.class);

  private final Running running;

  Arrival(Running running) {
    this.running = running;
  }

  @Override
  public void enter(Passage<?> passage) {
    passage.disarmDeadline();
    handOver(passage);
    running.remove(passage);
  }

  private static <T> void handOver(Passage<T> passage) {
    try {
      passage.recipient().arrived(passage, Objects.requireNonNull(passage.outcome(), "no outcome"));
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      LOG.error("Whoever was handed the outcome of {} broke", passage.node(), e);
    }
  }
}
