package dog.rebe.sandbox.wasi;

import dog.rebe.sandbox.engine.GuestMemory;
import dog.rebe.sandbox.tree.TreeException;

/** What is known and done of an open descriptor. */
final class WasiDescriptors {

  private static final int APPEND = 1;
  private static final long RIGHT_READ = 1L << 1;
  private static final long RIGHT_WRITE = 1L << 6;
  private static final long ALL_RIGHTS = (1L << 30) - 1;

  private final Descriptors descriptors;

  WasiDescriptors(Descriptors descriptors) {
    this.descriptors = descriptors;
  }

  void addTo(WasiTable table) {
    table.add("fd_close", "i:i", (memory, a) -> descriptors.close(a[0]));
    table.add("fd_renumber", "ii:i", (memory, a) -> descriptors.renumber(a[0], a[1]));
    table.add("fd_advise", "iIIi:i", (memory, a) -> descriptors.get(a[0]));
    table.add("fd_sync", "i:i", (memory, a) -> descriptors.get(a[0]));
    table.add("fd_datasync", "i:i", (memory, a) -> descriptors.get(a[0]));
    table.add("fd_seek", "iIii:i", this::seek);
    table.add(
        "fd_tell", "ii:i", (memory, a) -> memory.writeLong((int) a[1], descriptors.file(a[0]).at));
    table.add("fd_fdstat_get", "ii:i", this::status);
    table.add("fd_fdstat_set_flags", "ii:i", this::setFlags);
    table.add("fd_filestat_get", "ii:i", this::fileStatus);
    table.add("fd_filestat_set_size", "iI:i", this::resize);
  }

  private void seek(GuestMemory memory, long[] a) throws WasiException, TreeException {
    Descriptor.File file = descriptors.file(a[0]);
    long base =
        switch ((int) a[2]) {
          case 0 -> 0;
          case 1 -> file.at;
          case 2 -> file.content.sizeBytes();
          default -> throw new WasiException(Errno.INVAL);
        };
    long target = base + a[1];
    if (target < 0 || (a[1] > 0 && target < base)) {
      throw new WasiException(Errno.INVAL);
    }
    file.at = target;
    memory.writeLong((int) a[3], target);
  }

  private void resize(GuestMemory memory, long[] a) throws WasiException, TreeException {
    Descriptor.File file = descriptors.file(a[0]);
    if (!file.writable || a[1] < 0) {
      throw new WasiException(Errno.INVAL);
    }
    file.content.resize(a[1]);
  }

  private void setFlags(GuestMemory memory, long[] a) throws WasiException {
    if (descriptors.get(a[0]) instanceof Descriptor.File file) {
      file.appends = (a[1] & APPEND) != 0;
    }
  }

  private void fileStatus(GuestMemory memory, long[] a) throws WasiException, TreeException {
    Descriptor descriptor = descriptors.get(a[0]);
    int address = (int) a[1];
    if (descriptor instanceof Descriptor.File file) {
      FileStat.write(memory, address, file.node.attributes());
    } else if (descriptor instanceof Descriptor.Directory directory) {
      FileStat.write(memory, address, directory.tree.attributes());
    } else {
      FileStat.writeStream(memory, address);
    }
  }

  private void status(GuestMemory memory, long[] a) throws WasiException {
    Descriptor descriptor = descriptors.get(a[0]);
    int type = FileStat.CHARACTER_DEVICE;
    int flags = 0;
    long rights = RIGHT_READ | RIGHT_WRITE;
    if (descriptor instanceof Descriptor.Directory) {
      type = FileStat.DIRECTORY;
      rights = ALL_RIGHTS;
    } else if (descriptor instanceof Descriptor.File file) {
      type = FileStat.REGULAR_FILE;
      flags = file.appends ? APPEND : 0;
      long denied = (file.readable ? 0 : RIGHT_READ) | (file.writable ? 0 : RIGHT_WRITE);
      rights = ALL_RIGHTS & ~denied;
    }
    int at = (int) a[1];
    memory.write(at, new byte[24]);
    memory.writeByte(at, type);
    memory.writeShort(at + 2, flags);
    memory.writeLong(at + 8, rights);
    memory.writeLong(at + 16, descriptor instanceof Descriptor.Directory ? ALL_RIGHTS : 0);
  }
}
