package dog.rebe.sandbox;

import dog.rebe.sandbox.engine.GuestMemory;
import dog.rebe.sandbox.engine.GuestStop;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** A guest's memory of one page without a guest; what lies beyond it stops the guest. */
final class ArrayMemory implements GuestMemory {

  private static final int PAGE_BYTES = 65_536;

  private final ByteBuffer bytes;

  /** It begins with this content. */
  ArrayMemory(byte[] content) {
    bytes = ByteBuffer.wrap(Arrays.copyOf(content, PAGE_BYTES)).order(ByteOrder.LITTLE_ENDIAN);
  }

  @Override
  public void require(int address, int length) {
    if (Integer.toUnsignedLong(address) + Integer.toUnsignedLong(length) > PAGE_BYTES) {
      throw GuestStop.trap("beyond the memory");
    }
  }

  @Override
  public byte[] read(int address, int length) {
    require(address, length);
    byte[] read = new byte[length];
    bytes.get(address, read);
    return read;
  }

  @Override
  public void write(int address, byte[] source, int offset, int length) {
    require(address, length);
    bytes.put(address, source, offset, length);
  }

  @Override
  public int readInt(int address) {
    require(address, Integer.BYTES);
    return bytes.getInt(address);
  }

  @Override
  public long readLong(int address) {
    require(address, Long.BYTES);
    return bytes.getLong(address);
  }

  @Override
  public void writeByte(int address, int value) {
    require(address, Byte.BYTES);
    bytes.put(address, (byte) value);
  }

  @Override
  public void writeShort(int address, int value) {
    require(address, Short.BYTES);
    bytes.putShort(address, (short) value);
  }

  @Override
  public void writeInt(int address, int value) {
    require(address, Integer.BYTES);
    bytes.putInt(address, value);
  }

  @Override
  public void writeLong(int address, long value) {
    require(address, Long.BYTES);
    bytes.putLong(address, value);
  }
}
