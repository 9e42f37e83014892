package dog.rebe.protocol.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** A stream cut into frames: the same frames however few bytes each read brings. */
final class FrameStreamFuzzTest {

  static Stream<byte[]> seeds() {
    return Stream.of(
            "0000000161" + "00000003626364",
            "00000000",
            "00010000",
            "00010001",
            "ffffffff00",
            "000000056162",
            "0000")
        .map(HexFormat.of()::parseHex);
  }

  @MethodSource("seeds")
  @FuzzTest
  void isTheSameHoweverFewBytesEachReadBrings(byte[] bytes) {
    assertThat(frames(new Trickle(bytes))).isEqualTo(frames(new ByteArrayInputStream(bytes)));
  }

  private static List<String> frames(InputStream in) {
    FrameReader reader = new FrameReader(in);
    List<String> frames = new ArrayList<>();
    try {
      for (byte[] frame = reader.next(); frame != null; frame = reader.next()) {
        assertThat(frame).isNotEmpty();
        frames.add(HexFormat.of().formatHex(frame));
      }
    } catch (IOException e) {
      frames.add(e.getMessage());
    }
    return frames;
  }

  /** Gives one to seven bytes at a time. */
  private static final class Trickle extends ByteArrayInputStream {
    private final Random random;

    Trickle(byte[] bytes) {
      super(bytes);
      this.random = new Random(Arrays.hashCode(bytes));
    }

    @Override
    public synchronized int read(byte[] target, int offset, int length) {
      return super.read(target, offset, Math.min(length, 1 + random.nextInt(7)));
    }
  }
}
