package dog.rebe.protocol.session;

import static dog.rebe.protocol.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.execution.local.LocalTransport;
import dog.rebe.node.Node;
import dog.rebe.protocol.Agent;
import dog.rebe.protocol.carrier.CarrierProof;
import dog.rebe.protocol.carrier.Link;
import dog.rebe.protocol.carrier.StandardStreams;
import dog.rebe.protocol.identity.Identity;
import dog.rebe.protocol.negotiation.SessionOptions;
import dog.rebe.protocol.wire.Frame;
import dog.rebe.protocol.wire.Goodbye;
import dog.rebe.protocol.wire.Opening;
import dog.rebe.protocol.wire.Ping;
import dog.rebe.protocol.wire.Resume;
import dog.rebe.protocol.wire.Welcome;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Who asks for a session by its name takes nothing from its caller before he has proved himself.
 */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
final class TakeoverTest {

  private static final SessionOptions OPTIONS = SessionOptions.defaults();

  private final List<Link> links = new ArrayList<>();
  private final List<Thread> serving = new ArrayList<>();
  private LocalTransport local;
  private Agent agent;

  @BeforeEach
  void serve() {
    local = LocalTransport.create();
    agent = Agent.serving(local).nodes(List.of(Node.local())).build();
  }

  @AfterEach
  void close() throws Exception {
    byte[] goodbye =
        FrameCodec.encode(Frame.newBuilder().setGoodbye(Goodbye.getDefaultInstance()).build());
    for (Link link : links) {
      try {
        link.output().write(goodbye);
        link.output().flush();
      } catch (IOException e) {
        // The agent has closed it.
      }
    }
    agent.close();
    links.forEach(Link::close);
    local.close();
    for (Thread thread : serving) {
      thread.join(60_000);
    }
  }

  /** A link of a caller who has proved who he is. */
  private Link link(String who) throws IOException {
    PipedInputStream toAgent = new PipedInputStream(1 << 20);
    PipedInputStream toCaller = new PipedInputStream(1 << 20);
    CarrierProof proof = CarrierProof.authenticated(who);
    Link agentLink = StandardStreams.link(toAgent, new PipedOutputStream(toCaller), proof);
    Link callerLink = StandardStreams.link(toCaller, new PipedOutputStream(toAgent), proof);
    Thread thread =
        new Thread(
            () -> {
              try {
                agent.serve(agentLink);
              } catch (IOException e) {
                agentLink.close();
              }
            });
    thread.start();
    serving.add(thread);
    links.add(callerLink);
    return callerLink;
  }

  private static Opened open(Link link) throws IOException {
    Opened opened =
        new Initiator(OPTIONS, Identity.ofCarrier(), new SecureRandom()).open(link, null);
    link.output().write(opened.firstBytes().toByteArray());
    link.output().flush();
    return opened;
  }

  private static void pings(Opened session, long number) throws IOException {
    session
        .link()
        .output()
        .write(
            FrameCodec.encode(
                Frame.newBuilder().setPing(Ping.newBuilder().setNumber(number)).build()));
    session.link().output().flush();
    while (true) {
      byte[] bytes = session.reader().next();
      assertThat(bytes).as("the link is open").isNotNull();
      Frame frame = FrameCodec.frame(bytes);
      if (frame.hasPong() && frame.getPong().getNumber() == number) {
        return;
      }
    }
  }

  @Test
  void aNewcomerWhoConfirmsNothingTakesNoLinkAway() throws Exception {
    Opened first = open(link("owner"));
    pings(first, 1);

    Link newcomer = link("owner");
    byte[] nonce = new byte[HelloMessage.NONCE_BYTES];
    Resume wish = Resume.newBuilder().setSession(first.session().bytes()).build();
    newcomer
        .output()
        .write(
            FrameCodec.encode(
                Opening.newBuilder()
                    .setHello(
                        HelloMessage.of(OPTIONS, Identity.ofCarrier(), nonce, 1, wish)
                            .toByteString())
                    .build()));
    newcomer.output().flush();
    Welcome welcome = FrameCodec.opening(new FrameReader(newcomer.input()).next()).getWelcome();

    assertThat(welcome.getSession()).as("it is the session").isEqualTo(first.session().bytes());
    pings(first, 2);
  }

  @Test
  void aNewcomerOfAnotherNameTakesNothingEvenIfHeConfirms() throws Exception {
    Opened first = open(link("owner"));
    pings(first, 1);

    Link thief = link("thief");
    Opened answer =
        new Initiator(OPTIONS, Identity.ofCarrier(), new SecureRandom())
            .open(thief, Resume.newBuilder().setSession(first.session().bytes()).build());
    thief.output().write(answer.firstBytes().toByteArray());
    thief.output().flush();

    assertThat(thief.input().read()).as("closed by the agent").isEqualTo(-1);
    pings(first, 2);
    assertThat(agent.sessions()).isEqualTo(1);
  }

  @Test
  void theOwnerComesBackWhileHisOldLinkStillSeemsToBeThere() throws Exception {
    Opened first = open(link("owner"));
    pings(first, 1);

    Link again = link("owner");
    Opened second =
        new Initiator(OPTIONS, Identity.ofCarrier(), new SecureRandom())
            .open(again, Resume.newBuilder().setSession(first.session().bytes()).build());
    again.output().write(second.firstBytes().toByteArray());
    again.output().flush();

    pings(second, 3);
    await().until(() -> agent.sessions() == 1);
  }
}
