package dog.rebe.sandbox.overlay;

import dog.rebe.sandbox.tree.TreeException;

/** The content of a file of the overlay. */
sealed interface FileBody permits MachineBody, MemoryBody {

  long sizeBytes();

  /** Reads bytes; says how many, 0 at the end. */
  int read(long position, byte[] into, int length) throws TreeException;

  /** The same content for another file. */
  FileBody share() throws TreeException;

  /** Gives back what it holds. */
  void release() throws TreeException;
}
