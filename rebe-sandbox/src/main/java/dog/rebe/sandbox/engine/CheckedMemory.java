package dog.rebe.sandbox.engine;

import run.endive.runtime.Memory;

/** The memory as host functions see it: every range is checked before anything is moved. */
final class CheckedMemory implements GuestMemory {

  private final Memory memory;

  CheckedMemory(Memory memory) {
    this.memory = memory;
  }

  @Override
  public void require(int address, int length) {
    long from = Integer.toUnsignedLong(address);
    long end = from + Integer.toUnsignedLong(length);
    long size = (long) memory.pages() * Memory.PAGE_SIZE;
    if (end > size) {
      throw GuestStop.trap(
          "A host function was given the bytes "
              + from
              + " to "
              + end
              + " of a memory of "
              + size
              + " bytes");
    }
  }

  @Override
  public byte[] read(int address, int length) {
    require(address, length);
    return memory.readBytes(address, length);
  }

  @Override
  public void write(int address, byte[] bytes, int offset, int length) {
    require(address, length);
    memory.write(address, bytes, offset, length);
  }

  @Override
  public int readInt(int address) {
    require(address, Integer.BYTES);
    return memory.readInt(address);
  }

  @Override
  public long readLong(int address) {
    require(address, Long.BYTES);
    return memory.readLong(address);
  }

  @Override
  public void writeByte(int address, int value) {
    require(address, Byte.BYTES);
    memory.writeByte(address, (byte) value);
  }

  @Override
  public void writeShort(int address, int value) {
    require(address, Short.BYTES);
    memory.writeShort(address, (short) value);
  }

  @Override
  public void writeInt(int address, int value) {
    require(address, Integer.BYTES);
    memory.writeI32(address, value);
  }

  @Override
  public void writeLong(int address, long value) {
    require(address, Long.BYTES);
    memory.writeLong(address, value);
  }
}
