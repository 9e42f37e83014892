package dog.rebe.sandbox.wasi;

import dog.rebe.sandbox.engine.GuestMemory;
import dog.rebe.sandbox.tree.PathWalk;
import dog.rebe.sandbox.tree.Spot;
import dog.rebe.sandbox.tree.TreeException;
import java.util.Map;
import java.util.TreeMap;

/** The descriptors of one instance. */
final class Descriptors {

  private static final int STANDARD_STREAMS = 3;
  private static final int MAX_PATH_BYTES = 4096;

  private final Map<Integer, Descriptor> open = new TreeMap<>();
  private final int limit;

  Descriptors(WasiSetup setup) {
    open.put(0, new Descriptor.Input(setup.input()));
    open.put(1, new Descriptor.Output(setup.output()));
    open.put(2, new Descriptor.Output(setup.log()));
    for (Mount mount : setup.mounts()) {
      open.put(open.size(), new Descriptor.Directory(mount.tree(), mount.guestPath()));
    }
    this.limit = STANDARD_STREAMS + setup.mounts().size() + setup.maxOpenFiles();
  }

  Descriptor get(long number) throws WasiException {
    Descriptor found = open.get((int) number);
    if (found == null) {
      throw new WasiException(Errno.BADF);
    }
    return found;
  }

  Descriptor.Directory directory(long number) throws WasiException {
    if (get(number) instanceof Descriptor.Directory directory) {
      return directory;
    }
    throw new WasiException(Errno.NOTDIR);
  }

  Descriptor.File file(long number) throws WasiException {
    Descriptor found = get(number);
    if (found instanceof Descriptor.File file) {
      return file;
    }
    throw new WasiException(found instanceof Descriptor.Directory ? Errno.ISDIR : Errno.SPIPE);
  }

  /** Where a path of the guest leads, from an open directory on. */
  Spot spot(GuestMemory memory, long directory, long address, long length, boolean followLast)
      throws WasiException, TreeException {
    Descriptor.Directory from = directory(directory);
    return PathWalk.resolve(from.tree, from.mount, path(memory, address, length), followLast);
  }

  static byte[] path(GuestMemory memory, long address, long length) throws WasiException {
    memory.require((int) address, (int) length);
    if (length < 0 || length > MAX_PATH_BYTES) {
      throw new WasiException(Errno.NAMETOOLONG);
    }
    return memory.read((int) address, (int) length);
  }

  void requireRoom() throws WasiException {
    if (open.size() >= limit) {
      throw new WasiException(Errno.MFILE);
    }
  }

  int add(Descriptor descriptor) throws WasiException {
    requireRoom();
    int number = STANDARD_STREAMS;
    while (open.containsKey(number)) {
      number++;
    }
    open.put(number, descriptor);
    return number;
  }

  void close(long number) throws WasiException {
    release(get(number));
    open.remove((int) number);
  }

  /** Both must be open, as in POSIX the first must. */
  void renumber(long from, long to) throws WasiException {
    Descriptor moved = get(from);
    Descriptor replaced = get(to);
    if (from != to) {
      release(replaced);
      open.remove((int) from);
      open.put((int) to, moved);
    }
  }

  void closeAll() {
    open.values().forEach(Descriptors::release);
    open.clear();
  }

  private static void release(Descriptor descriptor) {
    if (descriptor instanceof Descriptor.File file) {
      file.content.close();
    }
  }
}
