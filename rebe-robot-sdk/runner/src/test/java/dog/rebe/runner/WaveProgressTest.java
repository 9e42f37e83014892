package dog.rebe.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.runner.ApplyOptions.Batch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever watches a run is told each wave when it begins and when it has ended. */
class WaveProgressTest {

  @TempDir Path folder;
  private final List<String> told = new ArrayList<>();
  private Workshop shop;

  @BeforeEach
  void open() throws IOException {
    shop = new Workshop(folder, 5);
  }

  @AfterEach
  void close() {
    shop.close();
  }

  private RunReport applied() {
    Runner runner = shop.builder().watcher(this::note).build();
    ApplyOptions options = ApplyOptions.defaults().withBatches(Batch.of(2));
    return shop.apply(runner, shop.proposal(runner), options);
  }

  private void note(WaveProgress progress) {
    told.add(
        progress.stage()
            + " "
            + progress.wave()
            + "/"
            + progress.waves()
            + " "
            + progress.nodes()
            + (progress.detail().isEmpty() ? "" : " " + progress.detail().substring(0, 9)));
  }

  @Test
  void tellsWavesInTheirOrder() {
    applied();
    assertThat(told)
        .containsExactly(
            "BEGINS 1/3 1",
            "WELL 1/3 1",
            "BEGINS 2/3 2",
            "WELL 2/3 2",
            "BEGINS 3/3 2",
            "WELL 3/3 2");
  }

  @Test
  void tellsWhyItStopsAndThatItTakesBack() {
    shop.switches.get("node-2").breaksAt("on");
    applied();
    assertThat(told)
        .containsExactly(
            "BEGINS 1/3 1",
            "WELL 1/3 1",
            "BEGINS 2/3 2",
            "STOPPED 2/3 2 1 machine",
            "TAKING_BACK 0/0 3 1 machine");
  }
}
