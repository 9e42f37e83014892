package dog.rebe.ssh.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Executor, session pool and fleet run under virtual time, thousands of seeds of misfortune. Each
 * seed is another world, and the same world each time.
 *
 * <p>More seeds: {@code -Drebe.simulation.seeds=10000}. One again: {@code
 * -Drebe.simulation.seed=N}.
 */
class SimulationTest {

  private static final long SEEDS = Long.getLong("rebe.simulation.seeds", 1_000);
  private static final long FROM = Long.getLong("rebe.simulation.from", 1);

  @Test
  @Tag("simulation")
  void keepsEveryPromiseUnderEverySeed() {
    Long one = Long.getLong("rebe.simulation.seed");
    if (one != null) {
      run(one);
      return;
    }
    LongStream.range(FROM, FROM + SEEDS).forEach(SimulationTest::run);
  }

  @Test
  @Tag("simulation")
  void isTheSameWorldUnderTheSameSeed() {
    for (long seed = 1; seed <= 25; seed++) {
      assertThat(run(seed)).as("seed %s", seed).isEqualTo(run(seed));
    }
  }

  private static long run(long seed) {
    try {
      return new SimulationRun(seed).run();
    } catch (RuntimeException | AssertionError e) {
      throw new AssertionError(
          "The simulation failed under the seed "
              + seed
              + ". Replay it: mvn -pl rebe-ssh -am test -Dtest=SimulationTest"
              + " -Dsurefire.failIfNoSpecifiedTests=false -Drebe.simulation.seed="
              + seed,
          e);
    }
  }
}
