package dog.rebe.protocol;

import static dog.rebe.protocol.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dog.rebe.command.Command;
import dog.rebe.command.EnvironmentValue;
import dog.rebe.command.Impact;
import dog.rebe.command.Limits;
import dog.rebe.command.OnDisconnect;
import dog.rebe.command.Secret;
import dog.rebe.command.SecretValues;
import dog.rebe.command.StandardInput;
import dog.rebe.command.Token;
import dog.rebe.execution.Exchange;
import dog.rebe.execution.ExchangeEnd;
import dog.rebe.execution.Request;
import dog.rebe.execution.Scheduler;
import dog.rebe.node.Node;
import dog.rebe.node.Selector;
import dog.rebe.outcome.ExitStatus;
import dog.rebe.outcome.FailureKind;
import dog.rebe.outcome.JumpHostFault;
import dog.rebe.protocol.carrier.UnixSockets;
import dog.rebe.protocol.identity.PeerIdentity;
import dog.rebe.protocol.negotiation.Feature;
import dog.rebe.protocol.negotiation.SessionOptions;
import dog.rebe.testkit.VirtualScheduler;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What an agent passes on to its transport, what it keeps, and what it refuses. */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
final class AgentTest {

  private static final Node NODE = Node.of("localhost", AgentTransport.endpoint("a"));
  private static final Duration LEFT = Duration.ofSeconds(10);

  /** Time goes on for the agent alone, and in leaps: no link is to be taken for dead. */
  private static final SessionOptions PATIENT =
      SessionOptions.defaults()
          .withHeartbeat(Duration.ofHours(1))
          .withOpeningTimeout(Patience.LONG);

  @TempDir private Path folder;

  private final VirtualScheduler time = VirtualScheduler.create();

  private HeldTransport held;
  private Agent agent;
  private AgentTransport through;

  @BeforeEach
  void open() throws IOException {
    held = new HeldTransport();
    agent =
        Agent.serving(held)
            .nodes(List.of(Node.local().withLabel("site", "harbour")))
            .labels(Map.of("region", "north"))
            .policy(AgentRules.readOnly().upTo(Impact.CHANGES))
            .maxCalls(3)
            .session(PATIENT)
            .scheduler(time)
            .secrets(
                name -> {
                  if (name.equals("held")) {
                    return "by agent".getBytes(StandardCharsets.UTF_8);
                  }
                  throw new IOException("no secret " + name + " here");
                })
            .build();
    Path socket = folder.resolve("s");
    agent.listen(UnixSockets.listen(socket));
    through = AgentTransport.builder().agent("a", UnixSockets.to(socket)).session(PATIENT).build();
  }

  @AfterEach
  void close() {
    through.close();
    agent.close();
  }

  private Calls.Heard start(Command<?> command, Map<String, byte[]> secrets, Duration left) {
    Calls.Heard heard = new Calls.Heard();
    through
        .start(new Request(NODE, command, SecretValues.of(secrets), Calls.NONCE, 2, left), heard)
        .request(Long.MAX_VALUE);
    return heard;
  }

  private HeldTransport.Attempt attempt(int index) {
    return attempt(held, index);
  }

  private static HeldTransport.Attempt attempt(HeldTransport held, int index) {
    await().until(() -> held.attempts().size() > index);
    return held.attempts().get(index);
  }

  /** Lets the time of the calls pass that the agent has by now, again until this has come of it. */
  private void passTimeUntil(BooleanSupplier happened) {
    await()
        .until(
            () -> {
              time.advance(LEFT);
              return happened.getAsBoolean();
            });
  }

  private static FailureKind notStarted(Calls.Heard heard) throws Exception {
    assertThat(heard.await()).isInstanceOf(ExchangeEnd.NotStarted.class);
    return ((ExchangeEnd.NotStarted) heard.await()).kind();
  }

  @Test
  void passesTheRequestOnWithLessTimeThanTheCallerHad() {
    start(Calls.look("df", "-h"), Map.of(), LEFT);
    Request request = attempt(0).requested();

    assertThat(request.node().labels())
        .as("as the agent knows it")
        .containsEntry("site", "harbour");
    assertThat(request.node().endpoint().scheme()).isEqualTo("local");
    assertThat(request.nonce()).isEqualTo(Calls.NONCE);
    assertThat(request.attempt()).isEqualTo(2);
    assertThat(request.timeLeft()).isLessThan(LEFT).isPositive();
    assertThat(request.command().limits()).isEqualTo(Calls.look("x").limits());
  }

  @Test
  void endsAnAttemptWhoseTimeIsUpThoughTheCallerSaysNothing() throws Exception {
    Calls.Heard heard = start(Calls.look("sleep", "9"), Map.of(), LEFT);
    attempt(0).begin();
    await().until(heard::isAccepted);
    assertThat(attempt(0).isStopped()).isFalse();
    passTimeUntil(heard::isOver);

    assertThat(heard.await()).isEqualTo(new ExchangeEnd.StoppedConfirmed());
    assertThat(attempt(0).isStopped()).isTrue();
  }

  /** A scheduler by which a moment is over before the one who asked for it goes on. */
  private record Hasty(Scheduler others) implements Scheduler {
    @Override
    public long nanoTime() {
      return others.nanoTime();
    }

    @Override
    public Cancellation schedule(Duration delay, Runnable task) {
      if (delay.compareTo(Duration.ofMillis(100)) > 0) {
        return others.schedule(delay, task);
      }
      task.run();
      return () -> {};
    }
  }

  @Test
  void endsAnAttemptWhoseTimeIsUpBeforeTheAgentKnowsThatItHasBegun() throws Exception {
    Path socket = folder.resolve("hasty");
    try (Agent hasty =
            Agent.serving(held)
                .nodes(List.of(Node.local()))
                .session(PATIENT)
                .scheduler(new Hasty(time))
                .build();
        AgentTransport there =
            AgentTransport.builder().agent("a", UnixSockets.to(socket)).session(PATIENT).build()) {
      hasty.listen(UnixSockets.listen(socket));
      Calls.Heard heard = new Calls.Heard();
      there.start(
          new Request(
              NODE, Calls.look("x"), SecretValues.none(), Calls.NONCE, 1, Duration.ofMillis(1)),
          heard);

      assertThat(heard.await()).isEqualTo(new ExchangeEnd.StoppedConfirmed());
      assertThat(attempt(0).isStopped()).isTrue();
    }
  }

  @Test
  void sendsSecretsThatTheCallerHoldsAndFetchesThoseOfTheAgent() throws Exception {
    Secret own = Secret.of("own", name -> new byte[0]);
    Command<?> command =
        Calls.look("x")
            .environment("OWN", EnvironmentValue.of(own))
            .environment("HELD", EnvironmentValue.of(AgentSecrets.named("held")));
    Map<String, byte[]> values = new HashMap<>();
    values.put("own", "by caller".getBytes(StandardCharsets.UTF_8));
    values.put("held", new byte[0]);
    start(command, values, LEFT);
    Request request = attempt(0).requested();

    assertThat(request.secrets().valueOf(own)).asString().isEqualTo("by caller");
    assertThat(request.secrets().valueOf(AgentSecrets.named("held")))
        .asString()
        .isEqualTo("by agent");
    attempt(0).begin();
    attempt(0).exit(0);
    await()
        .untilAsserted(
            () ->
                assertThatThrownBy(() -> request.secrets().valueOf(own))
                    .as("gone with the attempt")
                    .isInstanceOf(IllegalStateException.class));
  }

  @Test
  void startsNothingWithoutASecretOfTheAgent() throws Exception {
    Command<?> command = Calls.look("x").input(StandardInput.secret(AgentSecrets.named("other")));

    assertThat(notStarted(start(command, Map.of(), LEFT)))
        .isEqualTo(FailureKind.SECRET_UNAVAILABLE);
    assertThat(held.attempts()).isEmpty();
  }

  @Test
  void neverEndsAnInputWhoseSourceFailedOnTheOtherSide() throws Exception {
    Command<?> command =
        Calls.look("cat")
            .input(
                StandardInput.stream(
                    () ->
                        new InputStream() {
                          private int left = 3;

                          @Override
                          public int read() throws IOException {
                            if (left-- > 0) {
                              return 'x';
                            }
                            throw new IOException("the disk is gone");
                          }

                          @Override
                          public int read(byte[] target, int offset, int length)
                              throws IOException {
                            target[offset] = (byte) read();
                            return 1;
                          }
                        }));
    start(command, Map.of(), LEFT);
    StandardInput.Stream input = (StandardInput.Stream) attempt(0).requested().command().input();
    InputStream source = input.opener().open();

    assertThat(source.readNBytes(3)).asString().isEqualTo("xxx");
    assertThatThrownBy(source::read)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("failed on the caller's side");
  }

  @Test
  void knowsOnlyItsOwnNodes() throws Exception {
    Calls.Heard heard =
        Calls.start(
            through, Node.of("elsewhere", NODE.endpoint()), Calls.look("true"), Long.MAX_VALUE);

    assertThat(notStarted(heard)).isEqualTo(FailureKind.UNSUPPORTED);
  }

  @Test
  void takesOnlySoManyCallsAndMoreOnceSomeAreOver() throws Exception {
    for (int i = 0; i < 3; i++) {
      start(Calls.look("x"), Map.of(), LEFT);
      attempt(i).begin();
    }
    assertThat(notStarted(start(Calls.look("x"), Map.of(), LEFT)))
        .isEqualTo(FailureKind.CHANNEL_REFUSED);
    attempt(0).exit(0);
    await().until(() -> agent.report().calls() == 2);
    start(Calls.look("x"), Map.of(), LEFT);

    assertThat(attempt(3)).isNotNull();
    assertThat(agent.report().takenCalls()).isEqualTo(4);
    assertThat(agent.report().refusedCalls()).isEqualTo(1);
  }

  @Test
  void takesAnotherCallInThePlaceOfOneWhoseTimeIsUp() throws Exception {
    Calls.Heard first = start(Calls.look("x"), Map.of(), LEFT);
    attempt(0).begin();
    passTimeUntil(first::isOver);
    for (int i = 1; i < 4; i++) {
      start(Calls.look("x"), Map.of(), LEFT);
      attempt(i).begin();
    }

    assertThat(first.await()).isEqualTo(new ExchangeEnd.StoppedConfirmed());
    assertThat(agent.report().takenCalls()).isEqualTo(4);
    assertThat(agent.report().refusedCalls()).isZero();
  }

  @Test
  void tellsWhatItIsAndWhatWasAgreed() {
    through.connect("a");
    await().until(() -> through.report("a").isPresent());

    assertThat(through.report("a").orElseThrow().labels()).containsEntry("region", "north");
    assertThat(through.report("a").orElseThrow().maxCalls()).isEqualTo(3);
    assertThat(through.agreement("a").orElseThrow().has(Feature.RESUME)).isTrue();
    assertThat(through.agreement("a").orElseThrow().version()).hasToString("1.0");
    assertThat(through.agreement("nobody")).isEmpty();
    assertThat(through.isConnected(NODE)).isTrue();
  }

  @Test
  void drainsAsItIsAsked() throws Exception {
    Calls.Heard running = start(Calls.look("x"), Map.of(), Duration.ofSeconds(30));
    attempt(0).begin();
    await().until(running::isAccepted);
    agent.drain();

    assertThat(notStarted(start(Calls.look("x"), Map.of(), LEFT)))
        .isEqualTo(FailureKind.CHANNEL_REFUSED);
    assertThat(agent.awaitDrained(Duration.ofMillis(1))).isFalse();
    attempt(0).exit(4);
    assertThat(running.await()).isEqualTo(new ExchangeEnd.Exited(new ExitStatus(4)));
    assertThat(agent.awaitDrained(Patience.LONG)).isTrue();
    assertThat(notStarted(start(Calls.look("x"), Map.of(), LEFT)))
        .as("it takes no new session either")
        .isEqualTo(FailureKind.CHANNEL_REFUSED);
  }

  @Test
  void asksItsTransportForNoMoreThanTheCallerTakes() throws Exception {
    Calls.Heard slow = Calls.start(through, NODE, Calls.look("x"), 2);
    HeldTransport.Attempt attempt = attempt(0);
    attempt.begin();
    await().until(() -> attempt.asked() == 2);
    byte[] chunk = new byte[1_000];

    assertThat(attempt.give(chunk)).isTrue();
    assertThat(attempt.give(chunk)).isTrue();
    await().until(() -> slow.bytes() == 2_000);
    assertThat(attempt.give(chunk)).isFalse();
    slow.exchange().request(1);
    await().until(() -> attempt.give(chunk));
    await().until(() -> slow.bytes() == 3_000);
    attempt.exit(0);
    assertThat(slow.await()).isEqualTo(new ExchangeEnd.Exited(new ExitStatus(0)));
  }

  @Test
  void keepsWhatAChunkWasLongerThanTheCallerTakes() throws Exception {
    Calls.Heard slow = Calls.start(through, NODE, Calls.look("x"), 1);
    HeldTransport.Attempt attempt = attempt(0);
    attempt.begin();
    await().until(() -> attempt.asked() == 1);
    attempt.give(new byte[150_000]);
    attempt.exit(0);
    await().until(() -> slow.bytes() == 65_536);

    assertThat(slow.isOver()).as("the end waits for the output").isFalse();
    slow.exchange().request(2);
    assertThat(slow.await()).isEqualTo(new ExchangeEnd.Exited(new ExitStatus(0)));
    assertThat(slow.bytes()).isEqualTo(150_000);
  }

  @Test
  void dropsNothingOfACommandThatEndedByItselfWhenTimeIsUp() throws Exception {
    Calls.Heard slow = new Calls.Heard();
    Exchange exchange =
        through.start(
            new Request(NODE, Calls.look("x"), SecretValues.none(), Calls.NONCE, 1, LEFT), slow);
    exchange.request(1);
    HeldTransport.Attempt attempt = attempt(0);
    attempt.begin();
    await().until(() -> attempt.asked() == 1);
    attempt.give(new byte[150_000]);
    attempt.exit(0);
    Calls.Heard later = start(Calls.look("y"), Map.of(), LEFT);
    attempt(1).begin();
    passTimeUntil(later::isOver);
    assertThat(later.await()).isEqualTo(new ExchangeEnd.StoppedConfirmed());

    assertThat(slow.isOver()).isFalse();
    exchange.request(2);
    assertThat(slow.await()).isEqualTo(new ExchangeEnd.Exited(new ExitStatus(0)));
    assertThat(slow.bytes()).isEqualTo(150_000);
  }

  @Test
  void passesOnWhatBecomesOfACommandAtTheEndOfAConnectionAndItsTitle() throws Exception {
    start(
        Calls.look("x").onDisconnect(OnDisconnect.END).titled("Looks at x"),
        Map.of(),
        Duration.ofSeconds(30));

    Command<?> arrived = attempt(0).requested().command();
    assertThat(arrived.onDisconnect()).isEqualTo(OnDisconnect.END);
    assertThat(arrived.title()).contains("Looks at x");
    attempt(0).exit(0);
  }

  @Test
  void refusesATokenThatItsOwnTransportWouldDrop() throws Exception {
    Command<?> once = Calls.change().token(Token.of("once"));

    assertThat(notStarted(start(once, Map.of(), Duration.ofSeconds(30))))
        .isEqualTo(FailureKind.UNSUPPORTED);
    assertThat(held.attempts()).isEmpty();
  }

  @Test
  void tellsWhichMachineOnTheWayIsTheReason() throws Exception {
    Calls.Heard call = start(Calls.look("x"), Map.of(), Duration.ofSeconds(30));
    ExchangeEnd end =
        new ExchangeEnd.NotStarted(
            FailureKind.JUMP_HOST_FAILED,
            "the way is barred",
            Optional.of(new JumpHostFault("op@gate:22", FailureKind.HOST_KEY_UNKNOWN)));
    attempt(0).end(end);

    assertThat(call.await()).isEqualTo(end);
  }

  @Test
  void refusesWhatDoesNotFitIntoAFrame() throws Exception {
    Command<?> huge = Calls.look("echo", "x".repeat(2_000_000));

    assertThat(notStarted(start(huge, Map.of(), LEFT))).isEqualTo(FailureKind.UNSUPPORTED);
  }

  @Test
  void keepsTheRulesOfItsPolicy() {
    AgentRules rules =
        AgentRules.readOnly()
            .ofCallers("boss")
            .ofPrograms("df", "uptime")
            .asUsers("root")
            .onNodes(Selector.parse("site=harbour"))
            .within(Duration.ofMinutes(5), 2_000_000);
    PeerIdentity boss = new PeerIdentity("boss", Optional.empty());
    Node node = Node.local().withLabel("site", "harbour");
    Command<?> good = Calls.look("df");

    assertThat(rules.refusal(boss, node, good)).isEmpty();
    assertThat(rules.refusal(new PeerIdentity("x", Optional.empty()), node, good)).isPresent();
    assertThat(rules.refusal(boss, Node.local(), good)).isPresent();
    assertThat(rules.refusal(boss, node, Calls.change())).isPresent();
    assertThat(rules.refusal(boss, node, Calls.look("rm"))).isPresent();
    assertThat(rules.refusal(boss, node, Command.script("df").readOnly().limits(good.limits())))
        .isPresent();
    assertThat(rules.refusal(boss, node, good.asUser(dog.rebe.command.RunAs.sudo("root"))))
        .isEmpty();
    assertThat(rules.refusal(boss, node, good.asUser(dog.rebe.command.RunAs.sudo("joe"))))
        .isPresent();
    assertThat(rules.refusal(boss, node, good.withLimits(Limits.of(Duration.ofSeconds(301), 1))))
        .isPresent();
    assertThat(
            rules.refusal(boss, node, good.withLimits(Limits.of(Duration.ofSeconds(1), 2_000_001))))
        .isPresent();
    assertThat(rules.fileRefusal(boss, node)).isPresent();
    assertThat(rules.andFiles().fileRefusal(boss, node)).isEmpty();
  }

  @Test
  void offersWhatItIsGivenToOffer() {
    assertThatThrownBy(() -> SessionOptions.defaults().withMaxCalls(0))
        .hasMessageContaining("1 to 1000000");
    assertThatThrownBy(() -> SessionOptions.defaults().withWindow(1_000_000, 5))
        .hasMessageContaining("windowBytes 5");
    assertThatThrownBy(() -> AgentTransport.builder().build())
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void tellsWhatItHasUnderWayAndThatItDrainsWhileTheSessionStands() throws Exception {
    HeldTransport held = new HeldTransport();
    Path socket = folder.resolve("news");
    try (Agent busy = Agent.serving(held).nodes(List.of(Node.local())).maxCalls(7).build();
        AgentTransport through =
            AgentTransport.builder().agent("a", UnixSockets.to(socket)).build()) {
      busy.listen(UnixSockets.listen(socket));
      Node node = Node.of("localhost", AgentTransport.endpoint("a"));
      Calls.Heard one = Calls.start(through, node, Calls.look("one"), 1);
      Calls.Heard two = Calls.start(through, node, Calls.look("two"), 1);

      await().until(() -> through.report("a").map(AgentReport::calls).equals(Optional.of(2)));
      assertThat(through.report("a").orElseThrow().maxCalls()).isEqualTo(7);
      attempt(held, 0).begin();
      attempt(held, 0).exit(0);
      await().until(() -> through.report("a").map(AgentReport::calls).equals(Optional.of(1)));

      busy.drain();
      await()
          .until(() -> through.report("a").map(AgentReport::isDraining).equals(Optional.of(true)));
      attempt(held, 1).begin();
      attempt(held, 1).exit(0);
      one.await();
      two.await();
    }
  }
}
