package dog.rebe.protocol.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dog.rebe.protocol.wire.Frame;
import dog.rebe.protocol.wire.Output;
import dog.rebe.protocol.wire.SessionError;
import org.junit.jupiter.api.Test;

final class OutboxTest {

  private final Object link = new Object();
  private final Outbox outbox = new Outbox(1_000);

  private static PlainFrame frame(int bytes) {
    return PlainFrame.of(
        Frame.newBuilder()
            .setOutput(Output.newBuilder().setData(ByteString.copyFrom(new byte[bytes])))
            .build());
  }

  @Test
  void holdsBackWhatTheWindowDoesNotAllow() throws FrameException {
    outbox.resume(link, 0);
    outbox.add(frame(500));
    outbox.add(frame(400));
    outbox.add(frame(300));

    assertThat(outbox.next(link)).isNotNull();
    assertThat(outbox.next(link)).isNotNull();
    assertThat(outbox.next(link)).isNull();
    outbox.acknowledged(1);
    assertThat(outbox.next(link)).isNotNull();
  }

  @Test
  void refusesAnAcknowledgementOfWhatWasNeverSent() throws FrameException {
    outbox.resume(link, 0);
    outbox.add(frame(10));
    outbox.next(link);

    for (long forged : new long[] {2, Long.MAX_VALUE, -1}) {
      assertThatThrownBy(() -> outbox.acknowledged(forged))
          .isInstanceOfSatisfying(
              FrameException.class, e -> assertThat(e.code()).isEqualTo(SessionError.Code.CREDIT));
    }
  }

  @Test
  void refusesAnAcknowledgementThatTakesAnEarlierOneBack() throws FrameException {
    outbox.resume(link, 0);
    outbox.add(frame(10));
    outbox.next(link);
    outbox.acknowledged(1);

    assertThatThrownBy(() -> outbox.acknowledged(0)).isInstanceOf(FrameException.class);
  }

  /** Else the other side would read a frame of zeros in place of the last word. */
  @Test
  void forgetsWhatIsBeingWrittenOnlyWhenThatIsDone() throws FrameException {
    outbox.resume(link, 0);
    outbox.add(frame(10));
    byte[] bytes = outbox.next(link);
    byte[] before = bytes.clone();

    outbox.close();
    assertThat(bytes).isEqualTo(before);

    outbox.copied(link);
    assertThat(bytes).containsOnly(0);
  }

  @Test
  void forgetsWhatIsAcknowledgedWhileItIsBeingWrittenOnlyThen() throws FrameException {
    outbox.resume(link, 0);
    outbox.add(frame(10));
    byte[] bytes = outbox.next(link);
    byte[] before = bytes.clone();

    outbox.acknowledged(1);
    assertThat(bytes).isEqualTo(before);

    outbox.copied(new Object());
    assertThat(bytes).isEqualTo(before);
    outbox.copied(link);
    assertThat(bytes).containsOnly(0);
  }

  @Test
  void givesNothingThatWasForgottenWhileItWasTaken() throws FrameException {
    outbox.resume(link, 0);
    PlainFrame inner = frame(10);
    outbox.add(
        new OutFrame() {
          @Override
          public int sizeBytes() {
            return inner.sizeBytes();
          }

          @Override
          public boolean claim() {
            outbox.close();
            return true;
          }

          @Override
          public byte[] bytes() {
            return inner.bytes();
          }

          @Override
          public void forget() {
            inner.forget();
          }
        });

    assertThat(outbox.next(link)).isNull();
  }

  @Test
  void givesNothingToALinkThatWasReplaced() throws FrameException {
    outbox.resume(link, 0);
    outbox.add(frame(10));
    Object next = new Object();
    outbox.resume(next, 0);

    assertThat(outbox.next(link)).isNull();
    assertThat(outbox.next(next)).isNotNull();
  }

  @Test
  void sendsAgainWhatWasTakenWhileTheLinkWasReplaced() throws FrameException {
    Object next = new Object();
    outbox.resume(link, 0);
    PlainFrame inner = frame(10);
    outbox.add(
        new OutFrame() {
          @Override
          public int sizeBytes() {
            return inner.sizeBytes();
          }

          @Override
          public boolean claim() {
            try {
              outbox.resume(next, 0);
            } catch (FrameException e) {
              throw new AssertionError(e);
            }
            assertThat(outbox.next(next)).as("not before the frame is dealt with").isNull();
            return true;
          }

          @Override
          public byte[] bytes() {
            return inner.bytes();
          }

          @Override
          public void forget() {}
        });
    outbox.add(frame(20));

    byte[] written = outbox.next(link);
    assertThat(outbox.next(next)).as("the same again, on the new link").isEqualTo(written);
    assertThat(outbox.next(next)).hasSize(frame(20).sizeBytes());
  }

  @Test
  void overwritesWhatArrived() throws FrameException {
    PlainFrame secret =
        PlainFrame.of(
            Frame.newBuilder()
                .setOutput(Output.newBuilder().setData(ByteString.copyFromUtf8("s3cret")))
                .build());
    outbox.resume(link, 0);
    outbox.add(secret);
    byte[] bytes = outbox.next(link);
    outbox.copied(link);
    outbox.acknowledged(1);

    assertThat(bytes).containsOnly(0);
  }
}
