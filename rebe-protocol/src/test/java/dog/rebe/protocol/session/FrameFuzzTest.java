package dog.rebe.protocol.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dog.rebe.command.StandardInput;
import dog.rebe.execution.Transport;
import dog.rebe.node.Node;
import dog.rebe.node.NodeId;
import dog.rebe.protocol.identity.PeerIdentity;
import dog.rebe.protocol.negotiation.Agreement;
import dog.rebe.protocol.negotiation.Feature;
import dog.rebe.protocol.negotiation.ProtocolVersion;
import dog.rebe.protocol.wire.AgentStatus;
import dog.rebe.protocol.wire.Execute;
import dog.rebe.protocol.wire.Frame;
import dog.rebe.testkit.Script;
import dog.rebe.testkit.ScriptedTransport;
import dog.rebe.testkit.VirtualScheduler;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.Executor;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * Mutated frames and random rows of frames: a parser that fails fails in its own way, and a session
 * ends or goes on, but leaves nothing behind. {@code -Drebe.protocol.fuzz=1000000} for long.
 */
final class FrameFuzzTest {

  private static final Set<Frame.BodyCase> CALLER_KINDS =
      EnumSet.of(
          Frame.BodyCase.ACK,
          Frame.BodyCase.PING,
          Frame.BodyCase.EXECUTE,
          Frame.BodyCase.DEMAND,
          Frame.BodyCase.INPUT,
          Frame.BodyCase.STOP,
          Frame.BodyCase.FILE_REQUEST,
          Frame.BodyCase.TOKEN_QUERY,
          Frame.BodyCase.REATTACH,
          Frame.BodyCase.TERMINAL_INPUT,
          Frame.BodyCase.TERMINAL_RESIZE);

  private static final int ROUNDS = Integer.getInteger("rebe.protocol.fuzz", 30_000);

  private static final List<Frame> SEEDS = Seeds.all();

  /** What a caller may send. With frames of an agent's kinds alone few sessions would last. */
  private static final List<Frame> OF_CALLERS =
      SEEDS.stream().filter(frame -> CALLER_KINDS.contains(frame.getBodyCase())).toList();

  @Test
  void parsesOrRefusesWhateverComes() {
    SplittableRandom random = new SplittableRandom(20_261_121);
    for (int round = 0; round < ROUNDS; round++) {
      byte[] bytes = mutated(random);
      try {
        Frame frame = FrameCodec.frame(bytes);
        if (frame.hasExecute()) {
          readCommand(frame.getExecute());
        }
      } catch (FrameException e) {
        assertThat(e.getMessage()).isNotEmpty();
      }
    }
  }

  private static void readCommand(Execute execute) {
    try {
      new CommandReading(StandardInput.none()).read(execute.getCommand());
    } catch (IllegalArgumentException e) {
      assertThat(e.getMessage()).isNotEmpty();
    }
  }

  private static byte[] mutated(SplittableRandom random) {
    byte[] bytes = SEEDS.get(random.nextInt(SEEDS.size())).toByteArray();
    for (int changes = 1 + random.nextInt(4); changes > 0 && bytes.length > 0; changes--) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(4)) {
        case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> bytes[at] = (byte) random.nextInt();
        case 2 -> bytes = java.util.Arrays.copyOf(bytes, at);
        default -> {
          byte[] other = SEEDS.get(random.nextInt(SEEDS.size())).toByteArray();
          int length = Math.min(other.length, bytes.length - at);
          System.arraycopy(other, 0, bytes, at, length);
        }
      }
    }
    return bytes;
  }

  @Test
  void cutsAnyStreamIntoFramesOrRefusesIt() {
    SplittableRandom random = new SplittableRandom(7);
    for (int round = 0; round < ROUNDS / 10; round++) {
      byte[] stream = new byte[random.nextInt(300)];
      random.nextBytes(stream);
      if (stream.length > 4 && random.nextBoolean()) {
        stream[0] = 0;
        stream[1] = 0;
        stream[2] = 0;
      }
      FrameReader reader = new FrameReader(new ByteArrayInputStream(stream));
      try {
        byte[] frame;
        while ((frame = reader.next()) != null) {
          assertThat(frame).isNotEmpty();
        }
      } catch (IOException e) {
        assertThat(e.getMessage()).isNotEmpty();
      }
    }
  }

  @Test
  void survivesAnyRowOfFrames() {
    for (int round = 0; round < ROUNDS / 100; round++) {
      SplittableRandom random = new SplittableRandom(round);
      session(random::nextInt);
    }
  }

  @FuzzTest
  void survivesAnyRowOfFramesThatIsFound(FuzzedDataProvider data) {
    session(bound -> data.consumeInt(0, bound - 1));
  }

  /** The choices are numbers below a bound. */
  private static void session(IntUnaryOperator choice) {
    VirtualScheduler time = VirtualScheduler.create();
    ScriptedTransport nodes =
        ScriptedTransport.under(
            time,
            request ->
                choice.applyAsInt(2) == 0
                    ? Script.answers("out")
                    : Script.of(
                        Script.commit(),
                        Script.accept(),
                        Script.pause(Duration.ofMillis(choice.applyAsInt(50))),
                        Script.stdout("late"),
                        Script.hang()));
    Side side = new Side(nodes, time);
    boolean[] over = {false};
    AgentSession session =
        new AgentSession(side, opened(), 100, done -> over[0] = true, lost -> {});
    Pipe pipe = new Pipe();
    try {
      session.channel().attach(pipe, 0);
    } catch (FrameException e) {
      throw new AssertionError(e);
    }
    long call = 0;
    for (int i = 0; i < 60; i++) {
      List<Frame> from = choice.applyAsInt(20) > 0 ? OF_CALLERS : SEEDS;
      Frame frame = from.get(choice.applyAsInt(from.size()));
      if (choice.applyAsInt(10) > 0) {
        frame = numbered(frame, call + 1);
        call += isNumbered(frame) ? 1 : 0;
      }
      session.channel().received(pipe, frame.toByteArray());
      time.advance(Duration.ofMillis(choice.applyAsInt(20)));
      while (session.channel().outbox().next(pipe) != null) {
        session.channel().wrote();
      }
    }
    session.finish("the round is over");
    time.advance(Duration.ofSeconds(60));

    assertThat(over[0]).as("the session is over").isTrue();
    assertThat(nodes.open()).as("nothing runs").isEmpty();
    assertThat(side.calls).as("every place was given back").isZero();
    assertThat(time.pending()).as("no timer is left").isZero();
  }

  private static boolean isNumbered(Frame frame) {
    return frame.hasExecute() || frame.hasTokenQuery() || frame.hasReattach();
  }

  private static Frame numbered(Frame frame, long number) {
    Frame.Builder changed = frame.toBuilder();
    switch (frame.getBodyCase()) {
      case EXECUTE -> changed.getExecuteBuilder().setCall(number);
      case TOKEN_QUERY -> changed.getTokenQueryBuilder().setQuery(number);
      case REATTACH -> changed.getReattachBuilder().setCall(number);
      default -> {
        // Has no number of its own.
      }
    }
    return changed.build();
  }

  private static Opened opened() {
    Terms terms =
        new Terms(
            new Agreement(
                new ProtocolVersion(1, 0),
                new TreeSet<>(
                    List.of(
                        Feature.RESUME,
                        Feature.FILES,
                        Feature.TOKEN,
                        Feature.DETACH,
                        Feature.INTERACTIVE,
                        Feature.ON_DISCONNECT,
                        Feature.TOKEN_QUERY))),
            new PeerIdentity("fuzz", Optional.empty()),
            1_048_576,
            1_048_576,
            4_194_304,
            4_194_304,
            1_000_000,
            1_000_000,
            0);
    return new Opened(
        dog.rebe.protocol.carrier.StandardStreams.link(
            new ByteArrayInputStream(new byte[0]),
            java.io.OutputStream.nullOutputStream(),
            dog.rebe.protocol.carrier.CarrierProof.authenticated("fuzz")),
        new FrameReader(new ByteArrayInputStream(new byte[0])),
        terms,
        SessionName.random(new SplittableRandom(1)),
        OptionalLong.empty(),
        com.google.protobuf.ByteString.EMPTY);
  }

  private static final class Pipe implements FrameChannel.Pump {
    @Override
    public void close() {}

    @Override
    public void closeWith(byte[] lastFrame) {}
  }

  private static final class Side implements AgentSide {
    private final Transport transport;
    private final VirtualScheduler time;
    private int calls;

    Side(Transport transport, VirtualScheduler time) {
      this.transport = transport;
      this.time = time;
    }

    @Override
    public Transport transport() {
      return transport;
    }

    @Override
    public dog.rebe.execution.Scheduler scheduler() {
      return time;
    }

    @Override
    public Executor workers() {
      return time.workers();
    }

    @Override
    public Optional<Node> node(NodeId id) {
      return Optional.of(Node.of(id.value(), dog.rebe.node.Endpoint.local()));
    }

    @Override
    public Optional<String> refusal(
        PeerIdentity caller, Node node, dog.rebe.command.Command<?> command) {
      return Optional.empty();
    }

    @Override
    public Optional<String> fileRefusal(PeerIdentity caller, Node node) {
      return Optional.of("no");
    }

    @Override
    public dog.rebe.command.SecretSource secrets() {
      return name -> new byte[] {1};
    }

    @Override
    public AgentStatus status() {
      return AgentStatus.getDefaultInstance();
    }

    @Override
    public boolean beginCall() {
      calls++;
      return true;
    }

    @Override
    public void endCall() {
      calls--;
    }

    @Override
    public void refused() {}

    @Override
    public void sentOutput(long bytes) {}
  }
}
