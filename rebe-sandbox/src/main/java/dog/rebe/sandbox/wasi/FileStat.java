package dog.rebe.sandbox.wasi;

import dog.rebe.files.FileType;
import dog.rebe.sandbox.engine.GuestMemory;
import dog.rebe.sandbox.tree.NodeAttributes;

/** Writes what {@code filestat} is in memory: 64 bytes. */
final class FileStat {

  static final int CHARACTER_DEVICE = 2;
  static final int DIRECTORY = 3;
  static final int REGULAR_FILE = 4;
  static final int SYMBOLIC_LINK = 7;

  private static final int BYTES = 64;

  private FileStat() {}

  static int typeNumber(FileType type) {
    return switch (type) {
      case REGULAR -> REGULAR_FILE;
      case DIRECTORY -> DIRECTORY;
      case SYMBOLIC_LINK -> SYMBOLIC_LINK;
      case OTHER -> 0;
    };
  }

  static void write(GuestMemory memory, int address, NodeAttributes attributes) {
    write(
        memory,
        address,
        typeNumber(attributes.type()),
        attributes.id(),
        attributes.sizeBytes(),
        attributes.modifiedNanos());
  }

  static void writeStream(GuestMemory memory, int address) {
    write(memory, address, CHARACTER_DEVICE, 0, 0, 0);
  }

  private static void write(
      GuestMemory memory, int address, int type, long id, long size, long modifiedNanos) {
    memory.write(address, new byte[BYTES]);
    memory.writeLong(address + 8, id);
    memory.writeByte(address + 16, type);
    memory.writeLong(address + 24, 1);
    memory.writeLong(address + 32, size);
    memory.writeLong(address + 40, modifiedNanos);
    memory.writeLong(address + 48, modifiedNanos);
    memory.writeLong(address + 56, modifiedNanos);
  }
}
