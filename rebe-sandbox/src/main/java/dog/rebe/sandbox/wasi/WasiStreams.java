package dog.rebe.sandbox.wasi;

import dog.rebe.sandbox.engine.GuestMemory;
import dog.rebe.sandbox.tree.TreeException;

/**
 * Reading and writing. A call moves at most 64 KiB per buffer: fewer bytes than asked are legal.
 */
final class WasiStreams {

  private static final int MAX_BUFFERS = 1024;
  private static final int MAX_CHUNK = 64 * 1024;
  private static final int BUFFER_ENTRY_BYTES = 8;

  /** Moves bytes between a descriptor and a range of memory; says how many. */
  private interface Move {
    int move(GuestMemory memory, int address, int length) throws WasiException, TreeException;
  }

  private final Descriptors descriptors;

  WasiStreams(Descriptors descriptors) {
    this.descriptors = descriptors;
  }

  void addTo(WasiTable table) {
    table.add("fd_read", "iiii:i", (memory, a) -> each(memory, a, 3, reading(a[0])));
    table.add("fd_write", "iiii:i", (memory, a) -> each(memory, a, 3, writing(a[0])));
    table.add("fd_pread", "iiiIi:i", (memory, a) -> each(memory, a, 4, readingAt(a[0], a[3])));
    table.add("fd_pwrite", "iiiIi:i", (memory, a) -> each(memory, a, 4, writingAt(a[0], a[3])));
  }

  private static void each(GuestMemory memory, long[] a, int result, Move move)
      throws WasiException, TreeException {
    int vectors = (int) a[1];
    int count = (int) a[2];
    if (count < 0 || count > MAX_BUFFERS) {
      throw new WasiException(Errno.INVAL);
    }
    memory.require(vectors, count * BUFFER_ENTRY_BYTES);
    int moved = 0;
    for (int i = 0; i < count; i++) {
      int address = memory.readInt(vectors + i * BUFFER_ENTRY_BYTES);
      int length = memory.readInt(vectors + i * BUFFER_ENTRY_BYTES + Integer.BYTES);
      memory.require(address, length);
      int here = length == 0 ? 0 : move.move(memory, address, length);
      moved += here;
      if (here != length) {
        break;
      }
    }
    memory.writeInt((int) a[result], moved);
  }

  private Move reading(long number) throws WasiException {
    Descriptor descriptor = descriptors.get(number);
    if (descriptor instanceof Descriptor.Input input) {
      return (memory, address, length) -> {
        byte[] chunk = new byte[Math.min(Math.min(length, MAX_CHUNK), input.rest.remaining())];
        input.rest.get(chunk);
        memory.write(address, chunk);
        return chunk.length;
      };
    }
    Descriptor.File file = readable(number);
    return (memory, address, length) -> {
      int count = read(file, file.at, memory, address, length);
      file.at += count;
      return count;
    };
  }

  private Move readingAt(long number, long position) throws WasiException {
    Descriptor.File file = readable(number);
    if (position < 0) {
      throw new WasiException(Errno.INVAL);
    }
    long[] at = {position};
    return (memory, address, length) -> {
      int count = read(file, at[0], memory, address, length);
      at[0] += count;
      return count;
    };
  }

  private static int read(
      Descriptor.File file, long position, GuestMemory memory, int address, int length)
      throws TreeException {
    byte[] chunk = new byte[Math.min(length, MAX_CHUNK)];
    int count = file.content.read(position, chunk, chunk.length);
    memory.write(address, chunk, 0, count);
    return count;
  }

  private Move writing(long number) throws WasiException {
    if (descriptors.get(number) instanceof Descriptor.Output output) {
      return (memory, address, length) -> {
        output.sink.add(memory.read(address, Math.min(length, output.sink.room())));
        if (length > output.sink.room()) {
          output.sink.drop();
        }
        return length;
      };
    }
    Descriptor.File file = writable(number);
    return (memory, address, length) -> {
      long position = file.appends ? file.content.sizeBytes() : file.at;
      byte[] chunk = memory.read(address, Math.min(length, MAX_CHUNK));
      file.content.write(position, chunk);
      file.at = position + chunk.length;
      return chunk.length;
    };
  }

  private Move writingAt(long number, long position) throws WasiException {
    Descriptor.File file = writable(number);
    if (position < 0) {
      throw new WasiException(Errno.INVAL);
    }
    long[] at = {position};
    return (memory, address, length) -> {
      byte[] chunk = memory.read(address, Math.min(length, MAX_CHUNK));
      file.content.write(at[0], chunk);
      at[0] += chunk.length;
      return chunk.length;
    };
  }

  private Descriptor.File readable(long number) throws WasiException {
    Descriptor.File file = descriptors.file(number);
    if (!file.readable) {
      throw new WasiException(Errno.BADF);
    }
    return file;
  }

  private Descriptor.File writable(long number) throws WasiException {
    Descriptor.File file = descriptors.file(number);
    if (!file.writable) {
      throw new WasiException(Errno.BADF);
    }
    return file;
  }
}
