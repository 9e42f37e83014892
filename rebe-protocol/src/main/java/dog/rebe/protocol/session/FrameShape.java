package dog.rebe.protocol.session;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Counts the fields of a message, those of its messages included, without building any. A repeated
 * field of empty messages takes two bytes for each on the wire and many more in memory.
 */
final class FrameShape {

  /** The most fields of one frame. */
  static final int MAX_FIELDS = 100_000;

  /** The deepest message within a message. */
  static final int MAX_DEPTH = 16;

  /** A shorter frame cannot have fields enough to matter. */
  private static final int HARMLESS_BYTES = 8_192;

  private int fields;

  private FrameShape() {}

  static void check(byte[] message, Descriptor type) throws IOException {
    if (message.length > HARMLESS_BYTES) {
      new FrameShape().walk(CodedInputStream.newInstance(message), type, 0);
    }
  }

  private void walk(CodedInputStream in, @Nullable Descriptor type, int depth) throws IOException {
    if (depth > MAX_DEPTH) {
      throw FrameException.malformed("Messages are nested deeper than " + MAX_DEPTH);
    }
    int tag;
    while ((tag = in.readTag()) != 0) {
      fields++;
      if (fields > MAX_FIELDS) {
        throw FrameException.malformed("The frame has more than " + MAX_FIELDS + " fields");
      }
      FieldDescriptor field =
          type == null ? null : type.findFieldByNumber(WireFormat.getTagFieldNumber(tag));
      if (field != null
          && field.getJavaType() == FieldDescriptor.JavaType.MESSAGE
          && isDelimited(tag)) {
        int outer = in.pushLimit(in.readRawVarint32());
        walk(in, field.getMessageType(), depth + 1);
        in.popLimit(outer);
      } else if (field != null && field.isPackable() && isDelimited(tag)) {
        int length = in.readRawVarint32();
        fields += length / 8;
        in.skipRawBytes(length);
      } else {
        in.skipField(tag);
      }
    }
  }

  private static boolean isDelimited(int tag) {
    return WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED;
  }
}
