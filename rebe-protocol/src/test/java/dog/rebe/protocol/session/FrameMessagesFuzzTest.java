package dog.rebe.protocol.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dog.rebe.command.StandardInput;
import dog.rebe.protocol.wire.Execute;
import dog.rebe.protocol.wire.FileReply;
import dog.rebe.protocol.wire.Frame;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** A frame's bytes, and what each kind of frame means: understood, or refused in our own words. */
final class FrameMessagesFuzzTest {

  static Stream<byte[]> seeds() {
    return Seeds.all().stream().distinct().map(Frame::toByteArray);
  }

  @MethodSource("seeds")
  @FuzzTest
  void areUnderstoodOrRefused(byte[] bytes) {
    Frame frame;
    try {
      frame = FrameCodec.frame(bytes);
    } catch (FrameException e) {
      assertThat(e.getMessage()).isNotEmpty();
      return;
    }
    understand(frame);
    assertThat(again(frame)).isEqualTo(frame);
  }

  private static Frame again(Frame frame) {
    byte[] whole = FrameCodec.encode(frame);
    try {
      return FrameCodec.frame(
          java.util.Arrays.copyOfRange(whole, FrameReader.HEADER_BYTES, whole.length));
    } catch (FrameException e) {
      throw new AssertionError("What was read and written again is refused", e);
    }
  }

  private static void understand(Frame frame) {
    if (frame.hasEnd()) {
      assertThat(EndMessage.toEnd(frame.getEnd())).isNotNull();
    }
    try {
      if (frame.hasExecute()) {
        Execute execute = frame.getExecute();
        TokenMessage.read(
            execute, new CommandReading(StandardInput.none()).read(execute.getCommand()));
      }
      if (frame.hasFileReply()) {
        FileReply reply = frame.getFileReply();
        FileMessage.toAttributes(reply.getAttributes());
        reply.getEntries().getEntriesList().forEach(FileMessage::toEntry);
        FileMessage.path(reply.getLinkTarget());
      }
    } catch (IllegalArgumentException e) {
      assertThat(e.getMessage()).isNotEmpty();
    }
  }

  static Stream<byte[]> hellos() {
    return Stream.of(OpeningSeeds.hello(1), OpeningSeeds.hello(0), new byte[0]);
  }

  @MethodSource("hellos")
  @FuzzTest
  void aHelloIsAnOfferOrRefused(byte[] bytes) {
    try {
      var hello = FrameCodec.hello(com.google.protobuf.ByteString.copyFrom(bytes));
      assertThat(HelloMessage.frameBytes(hello)).isBetween(65_536, 16_777_216);
      assertThat(HelloMessage.windowBytes(hello)).isPositive();
      assertThat(HelloMessage.heartbeatMillis(hello)).isPositive();
      assertThat(HelloMessage.offer(hello).versions()).isNotEmpty();
    } catch (FrameException e) {
      assertThat(e.getMessage()).isNotEmpty();
    }
  }
}
