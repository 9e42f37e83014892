package dog.rebe.ssh.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.apache.sshd.common.io.IoWriteFuture;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;

/** Packets into a socket that takes as much at a time as it likes. */
class OutgoingProperties {

  /** Takes so much of each write, in turn, and then nothing until it is asked again. */
  private static final class Narrow implements WritableByteChannel {
    private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
    private final List<Integer> portions;
    private int writes;

    Narrow(List<Integer> portions) {
      this.portions = portions;
    }

    @Override
    public int write(ByteBuffer from) {
      int most = portions.get(writes++ % portions.size());
      byte[] bytes = new byte[Math.min(most, from.remaining())];
      from.get(bytes);
      taken.writeBytes(bytes);
      return bytes.length;
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {}
  }

  private static final class Counting implements Outgoing.Keeper {
    private int full;

    @Override
    public void full() {
      full++;
    }

    @Override
    public void failed(Exception reason) {
      throw new AssertionError(reason);
    }
  }

  @Property(tries = 300)
  void everyByteLeavesOnceAndInOrder(
      @ForAll @Size(min = 1, max = 40) List<@IntRange(min = 1, max = 20_000) Integer> lengths,
      @ForAll @Size(min = 1, max = 5) List<@IntRange(min = 0, max = 60_000) Integer> portions,
      @ForAll boolean together) {
    List<Integer> taking = new ArrayList<>(portions);
    taking.add(5000); // it does go on
    Narrow socket = new Narrow(taking);
    Counting keeper = new Counting();
    Outgoing outgoing = new Outgoing(socket, keeper);
    ByteArrayOutputStream sent = new ByteArrayOutputStream();
    List<IoWriteFuture> futures = new ArrayList<>();

    if (together) {
      outgoing.hold();
    }
    for (int length : lengths) {
      byte[] bytes = new byte[length];
      new Random(length).nextBytes(bytes);
      sent.writeBytes(bytes);
      futures.add(outgoing.add(new ByteArrayBuffer(bytes)));
    }
    if (together) {
      assertThat(socket.taken.size()).isZero();
      outgoing.letGo();
    }
    int told = 0;
    while (keeper.full > told) {
      told = keeper.full;
      outgoing.goOn();
      assertThat(futures)
          .extracting(IoWriteFuture::isWritten)
          .isSortedAccordingTo(OutgoingProperties::writtenFirst);
    }

    assertThat(socket.taken.toByteArray()).isEqualTo(sent.toByteArray());
    assertThat(futures).allMatch(IoWriteFuture::isWritten);
    assertThat(outgoing.waiting()).isEmpty();
  }

  private static int writtenFirst(boolean one, boolean other) {
    return Boolean.compare(other, one);
  }

  @Property(tries = 50)
  void whatIsHeldLeavesInOnePieceIfItIsSmall(
      @ForAll @Size(min = 1, max = 16) List<@IntRange(min = 1, max = 1000) Integer> lengths) {
    Narrow socket = new Narrow(List.of(Integer.MAX_VALUE));
    Outgoing outgoing = new Outgoing(socket, new Counting());
    outgoing.hold();
    lengths.forEach(length -> outgoing.add(new ByteArrayBuffer(new byte[length])));
    outgoing.letGo();
    assertThat(socket.writes).isEqualTo(1);
    assertThat(socket.taken.size()).isEqualTo(lengths.stream().mapToInt(n -> n).sum());
  }
}
