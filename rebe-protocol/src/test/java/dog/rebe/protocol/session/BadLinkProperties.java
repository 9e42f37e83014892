package dog.rebe.protocol.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dog.rebe.protocol.identity.PeerIdentity;
import dog.rebe.protocol.negotiation.Agreement;
import dog.rebe.protocol.negotiation.Feature;
import dog.rebe.protocol.negotiation.ProtocolVersion;
import dog.rebe.protocol.wire.Frame;
import dog.rebe.protocol.wire.Output;
import dog.rebe.testkit.VirtualScheduler;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.BeforeTry;
import org.jspecify.annotations.Nullable;

/**
 * Two peers over a link that is cut and stalls anywhere, and neither reorders nor doubles anything:
 * each hears all that the other said, once and in order, and no more is on its way than the window.
 */
final class BadLinkProperties {

  private static final int WINDOW = 65_536;

  private static final Terms TERMS =
      new Terms(
          new Agreement(new ProtocolVersion(1, 0), new TreeSet<>(List.of(Feature.RESUME))),
          new PeerIdentity("peer", Optional.empty()),
          65_536,
          65_536,
          WINDOW,
          WINDOW,
          1_000,
          1_000,
          10);

  /** One of the two. */
  private static final class Peer implements FrameHandler {
    private final FrameChannel channel;
    private final Deque<byte[]> onTheWay = new ArrayDeque<>();
    private final List<Long> said = new ArrayList<>();
    private final List<Long> heard = new ArrayList<>();
    private @Nullable String broken;
    private FrameChannel.@Nullable Pump pump;

    Peer(VirtualScheduler time) {
      channel = new FrameChannel(TERMS, time, this);
    }

    void say(int bytes) {
      long number = said.size() + 1L;
      said.add(number);
      channel.send(
          Frame.newBuilder()
              .setOutput(
                  Output.newBuilder().setCall(number).setData(ByteString.copyFrom(new byte[bytes])))
              .build());
    }

    /** Puts the next frame on the way; whether there was one. */
    boolean write() {
      FrameChannel.Pump current = pump;
      byte[] next = current == null ? null : channel.outbox().next(current);
      if (next != null) {
        onTheWay.add(Arrays.copyOfRange(next, FrameReader.HEADER_BYTES, next.length));
        channel.wrote();
      }
      return next != null;
    }

    boolean readFrom(Peer other) {
      byte[] frame = other.onTheWay.poll();
      FrameChannel.Pump current = pump;
      if (frame != null && current != null) {
        channel.received(current, frame);
      }
      return frame != null;
    }

    @Override
    public void onFrame(Frame frame) {
      heard.add(frame.getOutput().getCall());
    }

    @Override
    public void onLinkLost(String detail) {
      pump = null;
    }

    @Override
    public void onBroken(String detail) {
      broken = detail;
    }

    @Override
    public void onRoom() {}
  }

  /** A link, by its identity alone. */
  private static final class Ends implements FrameChannel.Pump {
    @Override
    public void close() {}

    @Override
    public void closeWith(byte[] lastFrame) {}
  }

  private VirtualScheduler time;
  private Peer one;
  private Peer other;

  @BeforeTry
  void twoPeers() {
    time = VirtualScheduler.create();
    one = new Peer(time);
    other = new Peer(time);
  }

  @Property(tries = 2_000)
  void hearAllThatWasSaidOnceAndInOrder(@ForAll long seed) throws FrameException {
    SplittableRandom random = new SplittableRandom(seed);
    connect();
    for (int step = 0; step < 300; step++) {
      step(random);
      assertThat(one.channel.outbox().unacknowledgedBytes()).isLessThanOrEqualTo(WINDOW);
      assertThat(other.channel.outbox().unacknowledgedBytes()).isLessThanOrEqualTo(WINDOW);
      assertThat(one.broken).isNull();
      assertThat(other.broken).isNull();
    }
    cut(random);
    connect();
    drain();

    assertThat(other.heard).isEqualTo(one.said);
    assertThat(one.heard).isEqualTo(other.said);
    one.channel.close();
    other.channel.close();
    assertThat(time.pending()).isZero();
  }

  private void step(SplittableRandom random) throws FrameException {
    Peer peer = random.nextBoolean() ? one : other;
    switch (random.nextInt(12)) {
      case 0, 1, 2 -> peer.say(random.nextInt(20_000));
      case 3, 4, 5, 6 -> peer.write();
      case 7, 8, 9 -> peer.readFrom(peer == one ? other : one);
      case 10 -> time.advance(Duration.ofMillis(random.nextInt(1_500)));
      default -> {
        if (random.nextInt(4) == 0) {
          cut(random);
          if (random.nextBoolean()) {
            connect();
          }
        }
      }
    }
    if (one.pump == null && other.pump == null && random.nextInt(3) == 0) {
      connect();
    }
  }

  /** Some of what was on its way arrives, the rest never; both sides hear of it, or one does. */
  private void cut(SplittableRandom random) {
    for (Peer peer : List.of(one, other)) {
      int arrive = random.nextInt(peer.onTheWay.size() + 1);
      Peer reader = peer == one ? other : one;
      for (int i = 0; i < arrive; i++) {
        reader.readFrom(peer);
      }
      peer.onTheWay.clear();
    }
    for (Peer peer : List.of(one, other)) {
      FrameChannel.Pump current = peer.pump;
      if (current != null) {
        peer.channel.linkLost(current, "cut");
      }
    }
  }

  private void connect() throws FrameException {
    one.onTheWay.clear();
    other.onTheWay.clear();
    long ofOne = one.channel.detach();
    long ofOther = other.channel.detach();
    one.pump = new Ends();
    other.pump = new Ends();
    one.channel.attach(one.pump, ofOther);
    other.channel.attach(other.pump, ofOne);
  }

  private void drain() {
    boolean moved = true;
    while (moved) {
      moved = moveOnce();
      if (!moved && !(one.channel.outbox().isEmpty() && other.channel.outbox().isEmpty())) {
        int before = one.heard.size() + other.heard.size();
        time.advance(Duration.ofSeconds(1));
        moved = one.pump != null && before <= one.said.size() + other.said.size();
      }
    }
  }

  private boolean moveOnce() {
    boolean moved = one.write();
    moved |= other.write();
    moved |= one.readFrom(other);
    moved |= other.readFrom(one);
    return moved;
  }

  @Property(tries = 200)
  void takeASilentLinkForLost(@ForAll long seed) throws FrameException {
    connect();
    time.advance(Duration.ofMillis(3_000 + new SplittableRandom(seed).nextInt(1_000)));
    one.write();
    time.advance(Duration.ofMillis(1_001));

    assertThat(one.pump).isNull();
    assertThat(other.pump).isNull();
    one.channel.close();
    other.channel.close();
  }
}
