package dog.rebe.sandbox.engine;

/**
 * A guest's linear memory as a host function sees it. Every address and length comes from the
 * guest: one that leads outside ends the guest with a {@link GuestStop} of kind {@code
 * plugin-trapped}, before anything is allocated. Addresses and lengths are unsigned 32-bit numbers.
 */
public interface GuestMemory {

  /** Refuses a range that is not wholly inside. */
  void require(int address, int length);

  /** Copies bytes out. */
  byte[] read(int address, int length);

  /** Copies bytes in. */
  void write(int address, byte[] bytes, int offset, int length);

  /** A 32-bit number, little-endian. */
  int readInt(int address);

  /** A 64-bit number, little-endian. */
  long readLong(int address);

  /** Writes a byte. */
  void writeByte(int address, int value);

  /** Writes a 16-bit number, little-endian. */
  void writeShort(int address, int value);

  /** Writes a 32-bit number, little-endian. */
  void writeInt(int address, int value);

  /** Writes a 64-bit number, little-endian. */
  void writeLong(int address, long value);

  /** Copies all these bytes in. */
  default void write(int address, byte[] bytes) {
    write(address, bytes, 0, bytes.length);
  }
}
