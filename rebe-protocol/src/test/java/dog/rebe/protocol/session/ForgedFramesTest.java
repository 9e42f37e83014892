package dog.rebe.protocol.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dog.rebe.execution.local.LocalTransport;
import dog.rebe.node.Node;
import dog.rebe.protocol.Agent;
import dog.rebe.protocol.carrier.CarrierProof;
import dog.rebe.protocol.carrier.Link;
import dog.rebe.protocol.carrier.StandardStreams;
import dog.rebe.protocol.identity.Identity;
import dog.rebe.protocol.negotiation.SessionOptions;
import dog.rebe.protocol.wire.Ack;
import dog.rebe.protocol.wire.Demand;
import dog.rebe.protocol.wire.End;
import dog.rebe.protocol.wire.Execute;
import dog.rebe.protocol.wire.Frame;
import dog.rebe.protocol.wire.Input;
import dog.rebe.protocol.wire.SessionError;
import dog.rebe.protocol.wire.Stop;
import dog.rebe.testkit.VirtualScheduler;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A caller that does not keep the rules is told which one it broke, and has no session any more.
 */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
final class ForgedFramesTest {

  private LocalTransport local;
  private Agent agent;
  private Link callerLink;
  private FrameReader fromAgent;
  private Thread serving;

  @BeforeEach
  void open() throws Exception {
    local = LocalTransport.create();
    // Time stands still: however long the last word takes, the link is not closed before it.
    agent =
        Agent.serving(local)
            .nodes(List.of(Node.local()))
            .scheduler(VirtualScheduler.create())
            .build();
    PipedInputStream toAgent = new PipedInputStream(1 << 20);
    PipedInputStream toCaller = new PipedInputStream(1 << 20);
    Link agentLink =
        StandardStreams.link(
            toAgent, new PipedOutputStream(toCaller), CarrierProof.authenticated("test"));
    callerLink =
        StandardStreams.link(
            toCaller, new PipedOutputStream(toAgent), CarrierProof.authenticated("test"));
    serving =
        new Thread(
            () -> {
              try {
                agent.serve(agentLink);
              } catch (IOException e) {
                agentLink.close();
              }
            });
    serving.start();
    Initiator initiator =
        new Initiator(SessionOptions.defaults(), Identity.ofCarrier(), new SecureRandom());
    Opened opened = initiator.open(callerLink, null);
    callerLink.output().write(opened.firstBytes().toByteArray());
    callerLink.output().flush();
    fromAgent = opened.reader();
  }

  @AfterEach
  void close() throws Exception {
    callerLink.close();
    agent.close();
    local.close();
    serving.join(60_000);
    assertThat(serving.isAlive()).isFalse();
  }

  private void send(Frame.Builder frame) throws IOException {
    callerLink.output().write(FrameCodec.encode(frame.build()));
    callerLink.output().flush();
  }

  private SessionError.Code error() throws IOException {
    byte[] bytes;
    while ((bytes = fromAgent.next()) != null) {
      Frame frame = FrameCodec.frame(bytes);
      if (frame.hasError()) {
        assertThat(fromAgent.next()).as("the link closes").isNull();
        return frame.getError().getCode();
      }
    }
    throw new AssertionError("The link closed without a word");
  }

  private static Execute.Builder call(long number) {
    return Execute.newBuilder().setCall(number).setNonce("0123456789abcdef");
  }

  @Test
  void refusesAnAcknowledgementOfFramesThatWereNotSent() throws IOException {
    send(Frame.newBuilder().setAck(Ack.newBuilder().setReceivedFrames(99)));

    assertThat(error()).isEqualTo(SessionError.Code.CREDIT);
  }

  @Test
  void refusesDemandBeyondAllBounds() throws IOException {
    send(Frame.newBuilder().setExecute(call(1).setDemand(-1)));

    assertThat(error()).isEqualTo(SessionError.Code.CREDIT);
  }

  @Test
  void refusesANumberThatWasUsed() throws IOException {
    send(Frame.newBuilder().setExecute(call(5)));
    send(Frame.newBuilder().setExecute(call(5)));

    assertThat(error()).isEqualTo(SessionError.Code.CALL);
  }

  @Test
  void refusesWordsAboutACallThatThereNeverWas() throws IOException {
    send(Frame.newBuilder().setStop(Stop.newBuilder().setCall(1)));

    assertThat(error()).isEqualTo(SessionError.Code.CALL);
  }

  @Test
  void ignoresWordsAboutACallThatIsOver() throws IOException {
    send(Frame.newBuilder().setExecute(call(1)));
    send(Frame.newBuilder().setDemand(Demand.newBuilder().setCall(1).setFrames(3)));
    send(Frame.newBuilder().setStop(Stop.newBuilder().setCall(1)));
    send(Frame.newBuilder().setInput(Input.newBuilder().setCall(1)));
    send(Frame.newBuilder().setExecute(call(2)));

    End end = End.getDefaultInstance();
    while (end.getCall() != 2) {
      end = FrameCodec.frame(java.util.Objects.requireNonNull(fromAgent.next())).getEnd();
    }
    assertThat(end.hasNotStarted()).isTrue();
  }

  @Test
  void refusesWhatOnlyAnAgentSends() throws IOException {
    send(Frame.newBuilder().setEnd(End.newBuilder().setCall(1)));

    assertThat(error()).isEqualTo(SessionError.Code.UNEXPECTED_FRAME);
  }

  @Test
  void refusesMoreThanTheWindowAllows() throws IOException {
    // What is dealt with is acknowledged, so only a frame that is long itself can be too much.
    // All at once, because the agent closes the link as soon as it has read how long it is.
    byte[] large = java.nio.ByteBuffer.allocate(1_000_000).putInt(1_048_577).array();
    send(Frame.newBuilder().setExecute(call(1)));
    callerLink.output().write(large);
    callerLink.output().flush();

    assertThat(error()).isEqualTo(SessionError.Code.MALFORMED_FRAME);
  }

  @Test
  void takesAFrameThatItDoesNotKnow() throws IOException {
    send(
        Frame.newBuilder()
            .setUnknownFields(
                com.google.protobuf.UnknownFieldSet.newBuilder()
                    .addField(
                        4_000,
                        com.google.protobuf.UnknownFieldSet.Field.newBuilder()
                            .addLengthDelimited(ByteString.copyFromUtf8("later"))
                            .build())
                    .build()));
    send(Frame.newBuilder().setExecute(call(1)));

    Frame frame;
    do {
      frame = FrameCodec.frame(java.util.Objects.requireNonNull(fromAgent.next()));
    } while (!frame.hasEnd());
    assertThat(frame.getEnd().hasNotStarted()).isTrue();
  }
}
