package dog.rebe.sandbox.engine;

import run.endive.runtime.ByteArrayMemory;
import run.endive.runtime.Instance;
import run.endive.runtime.Memory;
import run.endive.runtime.WasmInterruptedException;
import run.endive.wasm.types.DataSegment;
import run.endive.wasm.types.MemoryLimits;

/**
 * A guest's memory within its limit. It remembers that more was asked for, and looks for an
 * interrupt in what takes long: a guest without any loop may fill its memory thousands of times in
 * a row, and the engine looks at loops and calls only.
 */
final class LinearMemory implements Memory {

  private static final int LONG_BYTES = 4096;

  private final ByteArrayMemory pages;
  private boolean refusedToGrow;

  LinearMemory(int initialPages, int maximumPages) {
    this.pages = new ByteArrayMemory(new MemoryLimits(initialPages, maximumPages));
  }

  /** Whether the guest asked for more than it may have. */
  boolean refusedToGrow() {
    return refusedToGrow;
  }

  @Override
  public int grow(int size) {
    checkInterrupt();
    int before = pages.grow(size);
    refusedToGrow |= before < 0;
    return before;
  }

  @Override
  public void fill(byte value, int from, int to) {
    // The engine adds offset and size before it calls: a sum that overflows is an empty range to
    // the JDK.
    if (from < 0 || to < from || to > size()) {
      throw new IndexOutOfBoundsException("out of bounds memory access");
    }
    checkInterruptBefore(to - from);
    pages.fill(value, from, to);
  }

  @Override
  public void copy(int destination, int source, int length) {
    checkInterruptBefore(length);
    pages.copy(destination, source, length);
  }

  @Override
  public void initPassiveSegment(int segment, int destination, int offset, int length) {
    checkInterruptBefore(length);
    pages.initPassiveSegment(segment, destination, offset, length);
  }

  private static void checkInterruptBefore(int length) {
    if (length > LONG_BYTES || length < 0) {
      checkInterrupt();
    }
  }

  private static void checkInterrupt() {
    if (Thread.currentThread().isInterrupted()) {
      throw new WasmInterruptedException("Thread interrupted");
    }
  }

  private long size() {
    return (long) pages.pages() * PAGE_SIZE;
  }

  // ---- Passed on

  @Override
  public int pages() {
    return pages.pages();
  }

  @Override
  public int initialPages() {
    return pages.initialPages();
  }

  @Override
  public int maximumPages() {
    return pages.maximumPages();
  }

  @Override
  public boolean shared() {
    return false;
  }

  @Override
  @SuppressWarnings("removal")
  public Object lock(int address) {
    return this;
  }

  @Override
  @SuppressWarnings("removal")
  public int waitOn(int address, int expected, long timeout) {
    throw new UnsupportedOperationException("A plugin cannot wait: it is alone");
  }

  @Override
  @SuppressWarnings("removal")
  public int waitOn(int address, long expected, long timeout) {
    throw new UnsupportedOperationException("A plugin cannot wait: it is alone");
  }

  @Override
  @SuppressWarnings("removal")
  public int notify(int address, int maxThreads) {
    return 0;
  }

  @Override
  public void initialize(Instance instance, DataSegment[] segments) {
    pages.initialize(instance, segments);
  }

  @Override
  public void initialize(Instance instance, DataSegment[] segments, int memoryIndex) {
    pages.initialize(instance, segments, memoryIndex);
  }

  @Override
  public byte read(int address) {
    return pages.read(address);
  }

  @Override
  public byte[] readBytes(int address, int length) {
    return pages.readBytes(address, length);
  }

  @Override
  public void write(int address, byte[] bytes, int offset, int length) {
    pages.write(address, bytes, offset, length);
  }

  @Override
  public int readInt(int address) {
    return pages.readInt(address);
  }

  @Override
  public long readLong(int address) {
    return pages.readLong(address);
  }

  @Override
  public void writeLong(int address, long value) {
    pages.writeLong(address, value);
  }

  @Override
  public void writeI32(int address, int value) {
    pages.writeI32(address, value);
  }

  @Override
  public void writeShort(int address, short value) {
    pages.writeShort(address, value);
  }

  @Override
  public short readShort(int address) {
    return pages.readShort(address);
  }

  @Override
  public long readU16(int address) {
    return pages.readU16(address);
  }

  @Override
  public void writeByte(int address, byte value) {
    pages.writeByte(address, value);
  }

  @Override
  public void writeF32(int address, float value) {
    pages.writeF32(address, value);
  }

  @Override
  public long readF32(int address) {
    return pages.readF32(address);
  }

  @Override
  public float readFloat(int address) {
    return pages.readFloat(address);
  }

  @Override
  public void writeF64(int address, double value) {
    pages.writeF64(address, value);
  }

  @Override
  public double readDouble(int address) {
    return pages.readDouble(address);
  }

  @Override
  public long readF64(int address) {
    return pages.readF64(address);
  }

  @Override
  public void zero() {
    pages.zero();
  }

  @Override
  public void drop(int segment) {
    pages.drop(segment);
  }
}
