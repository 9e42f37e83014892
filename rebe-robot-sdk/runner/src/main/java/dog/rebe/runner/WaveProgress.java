package dog.rebe.runner;

import java.util.Objects;

/**
 * How far a run is, for whoever watches it: it is told when something begins and when it ends.
 *
 * @param run the id of the run
 * @param stage what begins or has ended
 * @param wave which wave, from 1; 0 for what is taken back
 * @param waves how many waves the run has
 * @param nodes on how many machines
 * @param detail why it stopped, or is taken back, in words; empty otherwise
 */
public record WaveProgress(String run, Stage stage, int wave, int waves, int nodes, String detail) {

  /** What begins or has ended. */
  public enum Stage {
    /** The machines of a wave have their turn now. */
    BEGINS,
    /** They had it, and the robot found them well. */
    WELL,
    /** No other wave begins. */
    STOPPED,
    /** What was done is taken back now. */
    TAKING_BACK
  }

  public WaveProgress {
    Objects.requireNonNull(run, "run");
    Objects.requireNonNull(stage, "stage");
    Objects.requireNonNull(detail, "detail");
  }
}
