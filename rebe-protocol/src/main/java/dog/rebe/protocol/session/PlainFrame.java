package dog.rebe.protocol.session;

import dog.rebe.protocol.wire.Frame;
import java.util.Arrays;

/** A frame whose bytes are the same whenever it is written. */
final class PlainFrame implements OutFrame {

  private static final byte[] NONE = {};

  private final int size;
  private byte[] bytes;

  private PlainFrame(byte[] bytes) {
    this.bytes = bytes;
    this.size = bytes.length;
  }

  static PlainFrame of(Frame frame) {
    return new PlainFrame(FrameCodec.encode(frame));
  }

  @Override
  public int sizeBytes() {
    return size;
  }

  @Override
  public boolean claim() {
    return true;
  }

  @Override
  public byte[] bytes() {
    return bytes;
  }

  /** Input may have been in it that is nobody else's business. */
  @Override
  public void forget() {
    Arrays.fill(bytes, (byte) 0);
    bytes = NONE;
  }
}
