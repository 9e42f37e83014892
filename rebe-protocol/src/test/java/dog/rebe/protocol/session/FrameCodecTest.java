package dog.rebe.protocol.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.UnknownFieldSet;
import dog.rebe.command.Effect;
import dog.rebe.execution.ExchangeEnd;
import dog.rebe.outcome.FailureKind;
import dog.rebe.protocol.wire.Argument;
import dog.rebe.protocol.wire.ArgumentList;
import dog.rebe.protocol.wire.Batch;
import dog.rebe.protocol.wire.Cause;
import dog.rebe.protocol.wire.Command;
import dog.rebe.protocol.wire.End;
import dog.rebe.protocol.wire.Execute;
import dog.rebe.protocol.wire.Frame;
import dog.rebe.protocol.wire.Output;
import dog.rebe.protocol.wire.SessionError;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

final class FrameCodecTest {

  private static byte[] body(Frame frame) {
    byte[] encoded = FrameCodec.encode(frame);
    return Arrays.copyOfRange(encoded, FrameReader.HEADER_BYTES, encoded.length);
  }

  @Test
  void writesTheLengthFirst() {
    Frame frame = Frame.newBuilder().setOutput(Output.newBuilder().setCall(300)).build();

    assertThat(FrameCodec.encode(frame)).startsWith(0, 0, 0, frame.getSerializedSize());
  }

  @Test
  @Tag("fault-60")
  void refusesATruncatedVarint() {
    byte[] cut = {(byte) 0x0a, (byte) 0x02, (byte) 0x08, (byte) 0xff};
    byte[] endless = new byte[12];
    Arrays.fill(endless, (byte) 0xff);

    for (byte[] bytes : new byte[][] {cut, endless, {(byte) 0x80}, {0x0a, (byte) 0x80}}) {
      assertThatThrownBy(() -> FrameCodec.frame(bytes))
          .isInstanceOfSatisfying(
              FrameException.class,
              e -> assertThat(e.code()).isEqualTo(SessionError.Code.MALFORMED_FRAME));
    }
  }

  @Test
  @Tag("fault-61")
  void ignoresFieldsAndFramesOfALaterMinorVersion() throws IOException {
    Frame known =
        Frame.newBuilder()
            .setOutput(
                Output.newBuilder()
                    .setCall(7)
                    .setUnknownFields(unknown(500, "later"))
                    .setData(ByteString.copyFromUtf8("x")))
            .build();
    Frame unknown = Frame.newBuilder().setUnknownFields(unknown(900, "a new body")).build();

    assertThat(FrameCodec.frame(body(known)).getOutput().getCall()).isEqualTo(7);
    assertThat(FrameCodec.frame(body(unknown)).getBodyCase())
        .isEqualTo(Frame.BodyCase.BODY_NOT_SET);
  }

  private static UnknownFieldSet unknown(int number, String text) {
    return UnknownFieldSet.newBuilder()
        .addField(
            number,
            UnknownFieldSet.Field.newBuilder()
                .addLengthDelimited(ByteString.copyFromUtf8(text))
                .build())
        .build();
  }

  @Test
  @Tag("fault-61")
  void takesAnUnknownOrAbsentEffectForTheWorst() {
    dog.rebe.protocol.wire.Effect.Builder effect = dog.rebe.protocol.wire.Effect.newBuilder();

    assertThat(EffectMessage.toEffect(effect.build())).isEqualTo(Effect.UNKNOWN);
    assertThat(EffectMessage.toEffect(effect.setImpactValue(99).setRepetitionValue(1).build()))
        .isEqualTo(Effect.destroys(dog.rebe.command.Repetition.REPEATABLE));
    assertThat(EffectMessage.toEffect(effect.setImpactValue(1).setRepetitionValue(99).build()))
        .as("no impact, and yet not repeatable, is no effect")
        .isEqualTo(Effect.UNKNOWN);
  }

  @Test
  @Tag("fault-61")
  void takesAnUnknownEndForLostAndAnUnknownKindForOursAlone() {
    assertThat(EndMessage.toEnd(End.getDefaultInstance())).isInstanceOf(ExchangeEnd.Lost.class);
    Cause later = Cause.newBuilder().setKind("eaten-by-a-dog").setDetail("x").build();

    assertThat(EndMessage.toEnd(End.newBuilder().setNotStarted(later).build()))
        .isEqualTo(
            new ExchangeEnd.NotStarted(
                FailureKind.INTERNAL_ERROR, "Failure 'eaten-by-a-dog' of a later version: x"));
  }

  @Test
  @Tag("fault-62")
  void refusesMessagesThatAreNestedTooDeep() throws IOException {
    byte[] inner = new byte[0];
    for (int depth = 0; depth < 40; depth++) {
      ByteArrayOutputStream outer = new ByteArrayOutputStream();
      CodedOutputStream out = CodedOutputStream.newInstance(outer);
      // Groups nest without a schema that says so.
      out.writeTag(900, com.google.protobuf.WireFormat.WIRETYPE_START_GROUP);
      out.writeRawBytes(inner);
      out.writeTag(900, com.google.protobuf.WireFormat.WIRETYPE_END_GROUP);
      out.flush();
      inner = outer.toByteArray();
    }
    byte[] deep = inner;

    assertThatThrownBy(() -> FrameCodec.frame(deep)).isInstanceOf(FrameException.class);
  }

  @Test
  @Tag("fault-62")
  void refusesAFrameOfMoreFieldsThanAnyonesCommandHas() {
    ArgumentList.Builder arguments = ArgumentList.newBuilder();
    for (int i = 0; i < FrameShape.MAX_FIELDS; i++) {
      arguments.addArguments(Argument.getDefaultInstance());
    }
    Frame frame =
        Frame.newBuilder()
            .setExecute(
                Execute.newBuilder().setCommand(Command.newBuilder().setArguments(arguments)))
            .build();

    assertThatThrownBy(() -> FrameCodec.frame(body(frame)))
        .isInstanceOf(FrameException.class)
        .hasMessageContaining("more than 100000 fields");
  }

  @Test
  void takesAFrameThatIsLongBecauseOfItsBytes() throws IOException {
    Frame frame =
        Frame.newBuilder()
            .setOutput(Output.newBuilder().setData(ByteString.copyFrom(new byte[1_000_000])))
            .build();

    assertThat(FrameCodec.frame(body(frame)).getOutput().getData().size()).isEqualTo(1_000_000);
  }

  @Test
  void refusesTextThatIsNoUtf8() {
    Frame frame =
        Frame.newBuilder()
            .setExecute(
                Execute.newBuilder()
                    .setCommand(Command.newBuilder().setBatch(Batch.getDefaultInstance())))
            .build();
    byte[] bytes = body(frame.toBuilder().setExecute(Execute.newBuilder().setNonce("ab")).build());
    bytes[bytes.length - 1] = (byte) 0xff;

    assertThatThrownBy(() -> FrameCodec.frame(bytes)).isInstanceOf(FrameException.class);
  }

  @Test
  void quotesNothingOfWhatWasSent() {
    byte[] secret = "s3cret-s3cret".getBytes(java.nio.charset.StandardCharsets.UTF_8);

    assertThatThrownBy(() -> FrameCodec.frame(secret))
        .isInstanceOf(FrameException.class)
        .hasMessage("A frame cannot be parsed")
        .hasNoCause();
  }
}
