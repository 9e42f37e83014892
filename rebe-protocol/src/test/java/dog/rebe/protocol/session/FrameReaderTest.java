package dog.rebe.protocol.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

final class FrameReaderTest {

  @Test
  @Tag("fault-57")
  void refusesAFrameThatIsTooLongBeforeAnythingIsAllocated() {
    byte[] announced = ByteBuffer.allocate(4).putInt(Integer.MAX_VALUE).array();
    FrameReader reader = new FrameReader(new ByteArrayInputStream(announced));

    assertThatThrownBy(reader::next)
        .isInstanceOf(FrameException.class)
        .hasMessage("A frame of 2147483647 bytes: 1 to 65536 are allowed here");
  }

  @Test
  @Tag("fault-57")
  void refusesALengthWhoseFirstBitIsSet() {
    byte[] announced = {(byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff};
    FrameReader reader = new FrameReader(new ByteArrayInputStream(announced));

    assertThatThrownBy(reader::next)
        .isInstanceOf(FrameException.class)
        .hasMessageContaining("4294967295");
  }

  @Test
  void refusesAnEmptyFrame() {
    assertThatThrownBy(() -> new FrameReader(new ByteArrayInputStream(new byte[4])).next())
        .isInstanceOf(FrameException.class);
  }

  @Test
  @Tag("fault-57")
  void allocatesWithWhatArrivesAndNotWithWhatIsAnnounced() {
    // The first also loads classes, which are not the reader's.
    allocatedForAFrameThatIsCut();

    assertThat(allocatedForAFrameThatIsCut()).isLessThan(1_000_000);
  }

  private static long allocatedForAFrameThatIsCut() {
    FrameReader reader = new FrameReader(new Announcing(16_777_216, 10_000));
    reader.allow(16_777_216);
    long before = allocatedBytes();
    Throwable end = catchThrowable(reader::next);
    long allocated = allocatedBytes() - before;
    assertThat(end).isInstanceOf(EOFException.class);
    return allocated;
  }

  private static long allocatedBytes() {
    return ((com.sun.management.ThreadMXBean)
            java.lang.management.ManagementFactory.getThreadMXBean())
        .getCurrentThreadAllocatedBytes();
  }

  /** Announces a long frame, and sends a little of it. */
  private static final class Announcing extends InputStream {
    private final ByteBuffer header;
    private int left;

    Announcing(int announced, int sent) {
      header = ByteBuffer.allocate(4).putInt(announced).flip();
      left = sent;
    }

    @Override
    public int read() {
      if (header.hasRemaining()) {
        return header.get() & 0xff;
      }
      return left-- > 0 ? 7 : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      int first = read();
      if (first < 0) {
        return -1;
      }
      target[offset] = (byte) first;
      return 1;
    }
  }

  @Test
  void tellsAnEndBetweenFramesFromOneWithin() throws IOException {
    assertThat(new FrameReader(new ByteArrayInputStream(new byte[0])).next()).isNull();
    assertThatThrownBy(() -> new FrameReader(new ByteArrayInputStream(new byte[2])).next())
        .isInstanceOf(EOFException.class);
    assertThatThrownBy(
            () -> new FrameReader(new ByteArrayInputStream(new byte[] {0, 0, 0, 2, 1})).next())
        .isInstanceOf(EOFException.class);
  }

  @Property(tries = 300)
  void findsTheSameFramesHoweverTheyArrive(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 200_000) int longest) throws IOException {
    java.util.SplittableRandom random = new java.util.SplittableRandom(seed);
    java.io.ByteArrayOutputStream wire = new java.io.ByteArrayOutputStream();
    java.util.List<byte[]> frames = new java.util.ArrayList<>();
    for (int i = 0; i < 10; i++) {
      byte[] frame = new byte[1 + random.nextInt(longest)];
      random.nextBytes(frame);
      frames.add(frame);
      wire.writeBytes(ByteBuffer.allocate(4).putInt(frame.length).array());
      wire.writeBytes(frame);
    }
    InputStream whole = new ByteArrayInputStream(wire.toByteArray());
    FrameReader reader =
        new FrameReader(
            new InputStream() {
              @Override
              public int read() throws IOException {
                return whole.read();
              }

              @Override
              public int read(byte[] target, int offset, int length) throws IOException {
                return whole.read(target, offset, 1 + random.nextInt(length));
              }
            });
    reader.allow(1_048_576);

    for (byte[] frame : frames) {
      assertThat(reader.next()).isEqualTo(frame);
    }
    assertThat(reader.next()).isNull();
  }
}
