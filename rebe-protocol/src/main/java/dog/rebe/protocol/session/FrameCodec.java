package dog.rebe.protocol.session;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import dog.rebe.protocol.wire.Frame;
import dog.rebe.protocol.wire.Hello;
import dog.rebe.protocol.wire.Opening;
import java.io.IOException;

/** Between messages and the bytes of a frame. Nothing here is logged, and no message printed. */
public final class FrameCodec {

  private FrameCodec() {}

  /** The message with its length before it. */
  public static byte[] encode(MessageLite message) {
    int length = message.getSerializedSize();
    byte[] bytes = new byte[FrameReader.HEADER_BYTES + length];
    writeLength(bytes, length);
    try {
      CodedOutputStream out =
          CodedOutputStream.newInstance(bytes, FrameReader.HEADER_BYTES, length);
      message.writeTo(out);
      out.checkNoSpaceLeft();
    } catch (IOException e) {
      throw new IllegalStateException("A message does not fit into its own size", e);
    }
    return bytes;
  }

  private static void writeLength(byte[] bytes, int length) {
    bytes[0] = (byte) (length >>> 24);
    bytes[1] = (byte) (length >>> 16);
    bytes[2] = (byte) (length >>> 8);
    bytes[3] = (byte) length;
  }

  /**
   * A frame of the session. It shares the array.
   *
   * @throws FrameException if it is none, too deep, or has too many fields
   */
  public static Frame frame(byte[] bytes) throws FrameException {
    return parse(bytes, Frame.parser(), Frame.getDescriptor());
  }

  /**
   * A frame of the opening.
   *
   * @throws FrameException if it is none
   */
  public static Opening opening(byte[] bytes) throws FrameException {
    return parse(bytes, Opening.parser(), Opening.getDescriptor());
  }

  /**
   * The hello within an opening.
   *
   * @throws FrameException if it is none
   */
  public static Hello hello(ByteString bytes) throws FrameException {
    return parse(bytes.toByteArray(), Hello.parser(), Hello.getDescriptor());
  }

  private static <M extends MessageLite> M parse(
      byte[] bytes, Parser<M> parser, com.google.protobuf.Descriptors.Descriptor type)
      throws FrameException {
    try {
      FrameShape.check(bytes, type);
      CodedInputStream in = CodedInputStream.newInstance(bytes);
      in.enableAliasing(true);
      in.setRecursionLimit(FrameShape.MAX_DEPTH);
      M message = parser.parseFrom(in);
      in.checkLastTagWas(0);
      return message;
    } catch (FrameException e) {
      throw e;
    } catch (InvalidProtocolBufferException e) {
      // The parser's own words may quote what was sent.
      throw FrameException.malformed("A frame cannot be parsed");
    } catch (IOException e) {
      throw FrameException.malformed("A frame cannot be read");
    }
  }
}
