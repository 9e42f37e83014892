package dog.rebe.protocol.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.google.protobuf.ByteString;
import dog.rebe.command.Command;
import dog.rebe.command.Limits;
import dog.rebe.command.SecretValues;
import dog.rebe.execution.ExchangeEnd;
import dog.rebe.execution.ExchangeListener;
import dog.rebe.execution.OutputStreamName;
import dog.rebe.execution.Request;
import dog.rebe.node.Endpoint;
import dog.rebe.node.Node;
import dog.rebe.outcome.FailureKind;
import dog.rebe.protocol.carrier.CarrierProof;
import dog.rebe.protocol.carrier.Link;
import dog.rebe.protocol.carrier.StandardStreams;
import dog.rebe.protocol.identity.Identity;
import dog.rebe.protocol.negotiation.SessionOptions;
import dog.rebe.protocol.wire.Ack;
import dog.rebe.protocol.wire.End;
import dog.rebe.protocol.wire.Execute;
import dog.rebe.protocol.wire.FileReply;
import dog.rebe.protocol.wire.FleetResults;
import dog.rebe.protocol.wire.Frame;
import dog.rebe.protocol.wire.InputCredit;
import dog.rebe.protocol.wire.Output;
import dog.rebe.protocol.wire.OutputStream;
import dog.rebe.protocol.wire.Reattach;
import dog.rebe.protocol.wire.SessionError;
import dog.rebe.protocol.wire.TokenStatus;
import dog.rebe.testkit.VirtualScheduler;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * An agent that says what it must not: the caller ends the session, and knows nothing of his call.
 */
@Timeout(value = 240, unit = TimeUnit.SECONDS)
final class ForgedAnswersTest {

  private static final Acceptor.Sessions NO_SESSIONS =
      new Acceptor.Sessions() {
        @Override
        public void admit() {}

        @Override
        public OptionalLong received(SessionName session) {
          return OptionalLong.empty();
        }
      };

  private final ExecutorService threads = Executors.newCachedThreadPool();

  /** Stands still: however long a last word takes, the link is not closed before it. */
  private final VirtualScheduler time = VirtualScheduler.create();

  private CallerSession session;
  private Link agentLink;
  private CompletableFuture<Opened> accepted;

  @BeforeEach
  void open() throws IOException {
    PipedInputStream toAgent = new PipedInputStream(1 << 20);
    PipedInputStream toCaller = new PipedInputStream(1 << 20);
    agentLink =
        StandardStreams.link(
            toAgent, new PipedOutputStream(toCaller), CarrierProof.authenticated("test"));
    Link callerLink =
        StandardStreams.link(
            toCaller, new PipedOutputStream(toAgent), CarrierProof.authenticated("test"));
    SessionOptions options = SessionOptions.defaults().withResumeWindow(Duration.ZERO);
    accepted = new CompletableFuture<>();
    threads.execute(
        () -> {
          try {
            accepted.complete(
                new Acceptor(options, Identity.ofCarrier(), new SecureRandom(), NO_SESSIONS)
                    .accept(agentLink));
          } catch (IOException e) {
            accepted.completeExceptionally(e);
          }
        });
    session =
        new CallerSession(
            new CallerOptions(options, Identity.ofCarrier(), time, new SecureRandom(), threads),
            new CallerSession.Links("forger", timeout -> callerLink));
  }

  @AfterEach
  void close() throws Exception {
    session.close();
    agentLink.close();
    threads.shutdown();
    assertThat(threads.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
  }

  /** A call that takes one frame of output. */
  private CompletableFuture<ExchangeEnd> call() {
    CompletableFuture<ExchangeEnd> end = new CompletableFuture<>();
    Command<?> command =
        Command.of("true").readOnly().limits(Limits.of(Duration.ofSeconds(60), 1_000));
    Node node = Node.of("node", Endpoint.local());
    Request request =
        new Request(
            node, command, SecretValues.none(), "0123456789abcdef", 1, Duration.ofSeconds(60));
    session.start(request, listener(end)).request(1);
    return end;
  }

  private static ExchangeListener listener(CompletableFuture<ExchangeEnd> end) {
    return new ExchangeListener() {
      @Override
      public void onCommitted() {}

      @Override
      public void onAccepted() {}

      @Override
      public void onOutput(OutputStreamName stream, ByteBuffer chunk) {}

      @Override
      public void onEnd(ExchangeEnd how) {
        end.complete(how);
      }
    };
  }

  private static Frame.Builder output(long call) {
    return Frame.newBuilder()
        .setOutput(
            Output.newBuilder()
                .setCall(call)
                .setStream(OutputStream.STDOUT)
                .setData(ByteString.copyFromUtf8("x")));
  }

  static Stream<Arguments> forged() {
    return Stream.of(
        arguments("an output that never was asked for", output(9), SessionError.Code.CALL),
        arguments(
            "an end of a call that there never was",
            Frame.newBuilder().setEnd(End.newBuilder().setCall(9)),
            SessionError.Code.CALL),
        arguments(
            "credit for an input that nobody sends",
            Frame.newBuilder()
                .setInputCredit(InputCredit.newBuilder().setCall(1).setBytes(Long.MAX_VALUE)),
            SessionError.Code.CREDIT),
        arguments(
            "results of a run that there never was",
            Frame.newBuilder().setFleetResults(FleetResults.newBuilder().setRun(9)),
            SessionError.Code.CALL),
        arguments(
            "the status of a token that nobody asked for",
            Frame.newBuilder().setTokenStatus(TokenStatus.newBuilder().setQuery(9)),
            SessionError.Code.CALL),
        arguments(
            "files that nobody asked for",
            Frame.newBuilder().setFileReply(FileReply.newBuilder().setRequest(9)),
            SessionError.Code.CALL),
        arguments(
            "an acknowledgement of what was not sent",
            Frame.newBuilder().setAck(Ack.newBuilder().setReceivedFrames(99)),
            SessionError.Code.CREDIT),
        arguments(
            "a command of its own",
            Frame.newBuilder().setExecute(Execute.newBuilder().setCall(1)),
            SessionError.Code.UNEXPECTED_FRAME),
        arguments(
            "a question of its own",
            Frame.newBuilder().setReattach(Reattach.newBuilder().setCall(1)),
            SessionError.Code.UNEXPECTED_FRAME));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("forged")
  void endsTheSessionAtAForgedFrame(String what, Frame.Builder forged, SessionError.Code code)
      throws Exception {
    CompletableFuture<ExchangeEnd> end = call();
    Opened opened = heard();
    say(forged);

    assertThat(error(opened)).isEqualTo(code);
    isLost(end);
  }

  @Test
  void endsTheSessionAtOutputBeyondWhatItDemanded() throws Exception {
    CompletableFuture<ExchangeEnd> end = call();
    Opened opened = heard();
    say(output(1));
    say(output(1));

    assertThat(error(opened)).isEqualTo(SessionError.Code.CREDIT);
    isLost(end);
  }

  private static void isLost(CompletableFuture<ExchangeEnd> end) throws Exception {
    assertThat(end.get(60, TimeUnit.SECONDS))
        .isInstanceOfSatisfying(
            ExchangeEnd.Lost.class,
            lost -> assertThat(lost.kind()).isEqualTo(FailureKind.CONNECTION_LOST));
  }

  /** The session, once the call has come. */
  private Opened heard() throws Exception {
    Opened opened = accepted.get(60, TimeUnit.SECONDS);
    while (true) {
      byte[] bytes = opened.reader().next();
      assertThat(bytes).isNotNull();
      if (FrameCodec.frame(bytes).hasExecute()) {
        return opened;
      }
    }
  }

  private void say(Frame.Builder frame) throws IOException {
    agentLink.output().write(FrameCodec.encode(frame.build()));
    agentLink.output().flush();
  }

  private static SessionError.Code error(Opened opened) throws IOException {
    byte[] bytes;
    while ((bytes = opened.reader().next()) != null) {
      Frame frame = FrameCodec.frame(bytes);
      if (frame.hasError()) {
        return frame.getError().getCode();
      }
    }
    throw new AssertionError("The link closed without a word");
  }
}
