package dog.rebe.execution;

import java.util.List;

/** Which nodes of a run go together: the canary, then the waves. Not thread-safe. */
final class FleetStages {

  private static final int LEAST_FOR_SHARE = 10;

  private final FleetOptions options;
  private boolean inCanary;
  private int wave;
  private long leftInStage;
  private long finished;
  private long failed;
  private long failedInCanary;

  FleetStages(FleetOptions options) {
    this.options = options;
    this.inCanary = options.canary() > 0;
    this.leftInStage = inCanary ? options.canary() : sizeOfWave(0);
  }

  /** How many nodes may begin before those of this stage have all finished. */
  long mayBegin() {
    return leftInStage;
  }

  void began() {
    leftInStage--;
  }

  void finished(boolean well) {
    finished++;
    if (!well) {
      failed++;
      if (inCanary) {
        failedInCanary++;
      }
    }
  }

  /** Whether so much has failed that nothing else may begin. */
  boolean isTooMuch(boolean endOfStage) {
    return failed > options.maxFailures()
        || failedInCanary > 0
        || ((finished >= LEAST_FOR_SHARE || (endOfStage && finished > 0))
            && failed > options.maxFailureShare() * finished);
  }

  /** All nodes of the stage have finished: the next may begin. */
  void advance() {
    if (leftInStage > 0) {
      return;
    }
    if (inCanary) {
      inCanary = false;
    } else {
      wave++;
    }
    leftInStage = sizeOfWave(wave);
  }

  private long sizeOfWave(int number) {
    List<Integer> waves = options.waves();
    return waves.isEmpty() ? Long.MAX_VALUE : waves.get(Math.min(number, waves.size() - 1));
  }
}
