package dog.rebe.sandbox.wasi;

import dog.rebe.sandbox.engine.GuestMemory;
import dog.rebe.sandbox.tree.TreeEntry;
import dog.rebe.sandbox.tree.TreeException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The granted folders, and what is in a directory. */
final class WasiDirectories {

  private static final int MAX_ENTRIES = 100_000;
  private static final int MAX_BUFFER = 1024 * 1024;
  private static final int ENTRY_BYTES = 24;

  private final Descriptors descriptors;

  WasiDirectories(Descriptors descriptors) {
    this.descriptors = descriptors;
  }

  void addTo(WasiTable table) {
    table.add("fd_prestat_get", "ii:i", this::preopened);
    table.add("fd_prestat_dir_name", "iii:i", this::preopenedName);
    table.add("fd_readdir", "iiiIi:i", this::list);
  }

  private void preopened(GuestMemory memory, long[] a) throws WasiException {
    memory.writeInt((int) a[1], 0);
    memory.writeInt((int) a[1] + Integer.BYTES, mount(a[0]).length);
  }

  private void preopenedName(GuestMemory memory, long[] a) throws WasiException {
    byte[] name = mount(a[0]);
    if (Integer.compareUnsigned((int) a[2], name.length) < 0) {
      throw new WasiException(Errno.NAMETOOLONG);
    }
    memory.write((int) a[1], name);
  }

  private byte[] mount(long number) throws WasiException {
    String path =
        descriptors.get(number) instanceof Descriptor.Directory directory ? directory.mount : "";
    if (path.isEmpty()) {
      throw new WasiException(Errno.BADF);
    }
    return path.getBytes(StandardCharsets.UTF_8);
  }

  /** The cookie of an entry is its place in the listing, which is made anew at cookie 0. */
  private void list(GuestMemory memory, long[] a) throws WasiException, TreeException {
    Descriptor.Directory directory = descriptors.directory(a[0]);
    int address = (int) a[1];
    int length = (int) a[2];
    memory.require(address, length);
    int room = length < 0 ? MAX_BUFFER : Math.min(length, MAX_BUFFER);
    long cookie = a[3];
    List<TreeEntry> listing = directory.listing;
    if (listing == null || cookie == 0) {
      listing = directory.tree.list(MAX_ENTRIES);
      directory.listing = listing;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (long i = Math.max(0, cookie); i < listing.size() && out.size() < room; i++) {
      write(out, listing.get((int) i), i + 1);
    }
    int count = Math.min(out.size(), room);
    memory.write(address, out.toByteArray(), 0, count);
    memory.writeInt((int) a[4], count);
  }

  private static void write(ByteArrayOutputStream out, TreeEntry entry, long next) {
    byte[] name = entry.name().bytes();
    ByteBuffer head = ByteBuffer.allocate(ENTRY_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    head.putLong(next).putLong(entry.id()).putInt(name.length);
    head.put((byte) FileStat.typeNumber(entry.type()));
    out.writeBytes(head.array());
    out.writeBytes(name);
  }
}
