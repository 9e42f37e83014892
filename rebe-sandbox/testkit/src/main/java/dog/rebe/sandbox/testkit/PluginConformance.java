package dog.rebe.sandbox.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.outcome.CapturedOutput;
import dog.rebe.outcome.FailureKind;
import dog.rebe.outcome.Outcome;
import dog.rebe.sandbox.Grants;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Holds a guest to the interface, version 1.0, as {@code docs/plugins.md} describes it. A test
 * class implements this and two methods; samples need no grants.
 */
public interface PluginConformance {

  /** The module with its manifest. */
  byte[] module() throws Exception;

  /** What it must be able to do; at least one sample. */
  List<PluginSample> samples() throws Exception;

  /** 1.1: every sample gets its answer, and the log is not mixed with it. */
  @Test
  default void required_1_1_answersItsSamples() throws Exception {
    assertThat(samples()).isNotEmpty();
    try (PluginHarness harness = PluginHarness.load(module())) {
      for (PluginSample sample : samples()) {
        assertThat(PluginSample.meaning(harness.answer(sample.verb(), sample.request())))
            .as(sample.request())
            .isEqualTo(PluginSample.meaning(sample.answer()));
      }
    }
  }

  /** 1.2: the same request gets the same answer. */
  @Test
  default void required_1_2_answersTheSameTwice() throws Exception {
    try (PluginHarness harness = PluginHarness.load(module())) {
      for (PluginSample sample : samples()) {
        assertThat(harness.answer(sample.verb(), sample.request()))
            .isEqualTo(harness.answer(sample.verb(), sample.request()));
      }
    }
  }

  /** 1.3: fields that a newer minor version may add are ignored. */
  @Test
  default void required_1_3_ignoresUnknownFields() throws Exception {
    try (PluginHarness harness = PluginHarness.load(module())) {
      for (PluginSample sample : samples()) {
        assertThat(PluginSample.meaning(harness.answer(sample.verb(), sample.requestOfTomorrow())))
            .isEqualTo(PluginSample.meaning(sample.answer()));
      }
    }
  }

  /** 1.4: its verbs are those of the samples, so that none is untested. */
  @Test
  default void required_1_4_samplesCoverEveryVerb() throws Exception {
    try (PluginHarness harness = PluginHarness.load(module())) {
      assertThat(samples().stream().map(PluginSample::verb).distinct())
          .containsAll(harness.plugin().manifest().verbs());
    }
  }

  /** 2.1: what is no request is refused or fails cleanly: no trap, no endless loop, no answer. */
  @Test
  default void required_2_1_refusesWhatIsNoRequest() throws Exception {
    try (PluginHarness harness = PluginHarness.load(module())) {
      for (String verb : harness.plugin().manifest().verbs()) {
        for (String request : new String[] {"", "{", "{}", "[]", "null", "\u0000", "hello"}) {
          requireRefusal(harness, verb, request);
        }
      }
    }
  }

  /** 2.2: a request that ends in the middle, wherever, likewise. */
  @Test
  default void required_2_2_refusesHalfARequest() throws Exception {
    try (PluginHarness harness = PluginHarness.load(module())) {
      for (PluginSample sample : samples()) {
        int length = sample.request().length();
        for (int part = 1; part < 8; part++) {
          Outcome<CapturedOutput> outcome =
              harness.call(
                  sample.verb(), sample.request().substring(0, length * part / 8), Grants.none());
          requireClean(outcome, sample.request());
        }
      }
    }
  }

  /** 2.3: a long text is read whole, and ends within the usual limits. */
  @Test
  default void required_2_3_readsLongRequests() throws Exception {
    try (PluginHarness harness = PluginHarness.load(module())) {
      for (PluginSample sample : samples()) {
        String filler = "\"filler\":" + JsonText.quoted("x".repeat(300_000)) + ",";
        String request = "{" + filler + sample.request().strip().substring(1);
        assertThat(PluginSample.meaning(harness.answer(sample.verb(), request)))
            .isEqualTo(PluginSample.meaning(sample.answer()));
      }
    }
  }

  /** 3.1: without any grant it works, or its manifest says that it cannot. */
  @Test
  default void required_3_1_runsWithoutGrants() throws Exception {
    try (PluginHarness harness = PluginHarness.load(module())) {
      for (PluginSample sample : samples()) {
        Outcome<CapturedOutput> outcome =
            harness.call(sample.verb(), sample.request(), Grants.none());
        requireClean(outcome, sample.request());
      }
    }
  }

  private static void requireRefusal(PluginHarness harness, String verb, String request) {
    Outcome<CapturedOutput> outcome = harness.call(verb, request, Grants.none());
    requireClean(outcome, request);
    outcome
        .value()
        .ifPresent(
            output ->
                assertThat(PluginSample.meaning(output.stdout().utf8()).containsKey("refusal"))
                    .as("'%s' is no request, and was answered: %s", request, output.stdout().utf8())
                    .isTrue());
  }

  private static void requireClean(Outcome<CapturedOutput> outcome, String request) {
    outcome
        .failure()
        .ifPresent(
            failure ->
                assertThat(Set.of(FailureKind.PLUGIN_FAILED, FailureKind.PLUGIN_REFUSED_GRANT))
                    .as("'%s' ended as %s: %s", request, failure.kind(), failure.detail())
                    .contains(failure.kind()));
  }
}
