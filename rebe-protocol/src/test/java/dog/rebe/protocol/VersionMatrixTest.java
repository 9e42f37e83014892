package dog.rebe.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.execution.ExchangeEnd;
import dog.rebe.execution.local.LocalTransport;
import dog.rebe.node.Node;
import dog.rebe.outcome.ExitStatus;
import dog.rebe.outcome.FailureKind;
import dog.rebe.protocol.carrier.UnixSockets;
import dog.rebe.protocol.negotiation.Feature;
import dog.rebe.protocol.negotiation.Negotiation;
import dog.rebe.protocol.negotiation.NegotiationResult;
import dog.rebe.protocol.negotiation.Offer;
import dog.rebe.protocol.negotiation.SessionOptions;
import dog.rebe.protocol.negotiation.VersionRange;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every version against every other, with commands: they agree on what the rule says and work, or
 * refuse with both ranges. Minor versions are this code under another number and with other
 * features; the next major is one by its offer alone.
 */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
final class VersionMatrixTest {

  private static LocalTransport local;

  @TempDir private static Path folder;

  private static int sockets;

  @BeforeAll
  static void open() {
    local = LocalTransport.create();
  }

  @AfterAll
  static void close() {
    local.close();
  }

  private static final Offer FIRST = Offer.of(new VersionRange(1, 0, 0));
  private static final Offer THIS = Offer.current();
  private static final Offer NEXT_MINOR =
      Offer.of(new VersionRange(1, 0, 1))
          .liking(Feature.RESUME)
          .liking(Feature.FILES)
          .liking(new Feature("shiny"));
  private static final Offer LATER_MINOR_ONLY =
      Offer.of(new VersionRange(1, 1, 2)).liking(Feature.RESUME);
  private static final Offer NEXT_MAJOR = Offer.of(new VersionRange(2, 0, 3));
  private static final Offer BOTH_MAJORS =
      Offer.of(new VersionRange(1, 0, 2), new VersionRange(2, 0, 0)).liking(Feature.RESUME);
  private static final Offer NEEDS_RESUME =
      Offer.of(new VersionRange(1, 0, 0)).requiring(Feature.RESUME);

  static Stream<Arguments> pairs() {
    List<Offer> all =
        List.of(FIRST, THIS, NEXT_MINOR, LATER_MINOR_ONLY, NEXT_MAJOR, BOTH_MAJORS, NEEDS_RESUME);
    List<Arguments> pairs = new ArrayList<>();
    for (Offer one : all) {
      for (Offer other : all) {
        pairs.add(Arguments.of(one, other));
      }
    }
    return pairs.stream();
  }

  @ParameterizedTest
  @MethodSource("pairs")
  @Tag("fault-58")
  void worksByTheRuleOrRefusesWithBothRanges(Offer caller, Offer agentOffer) throws Exception {
    NegotiationResult expected = Negotiation.of(caller, agentOffer);
    Path socket = folder.resolve("s" + sockets++);
    try (Agent agent =
            Agent.serving(local)
                .nodes(List.of(Node.local()))
                .session(SessionOptions.defaults().withOffer(agentOffer))
                .build();
        AgentTransport through =
            AgentTransport.builder()
                .agent("a", UnixSockets.to(socket))
                .session(SessionOptions.defaults().withOffer(caller))
                .build()) {
      agent.listen(UnixSockets.listen(socket));
      Calls.Heard call =
          Calls.start(
              through,
              Node.of("localhost", AgentTransport.endpoint("a")),
              Calls.look("echo", "hello"),
              Long.MAX_VALUE);
      ExchangeEnd end = call.await();

      if (expected instanceof NegotiationResult.Agreed agreed) {
        assertThat(end).isEqualTo(new ExchangeEnd.Exited(new ExitStatus(0)));
        assertThat(call.text()).isEqualTo("hello\n");
        assertThat(through.agreement("a")).contains(agreed.agreement());
      } else {
        assertThat(end).isInstanceOf(ExchangeEnd.NotStarted.class);
        ExchangeEnd.NotStarted refused = (ExchangeEnd.NotStarted) end;
        assertThat(refused.kind()).isEqualTo(FailureKind.UNSUPPORTED);
        if (expected instanceof NegotiationResult.NoCommonVersion) {
          Stream.concat(caller.versions().stream(), agentOffer.versions().stream())
              .forEach(range -> assertThat(refused.detail()).contains(range.toString()));
        } else {
          assertThat(refused.detail()).contains("resume");
        }
      }
    }
  }
}
