package dog.rebe.sandbox.tree;

/** The content of an open file. */
public interface Content {

  /** Its length in bytes. */
  long sizeBytes() throws TreeException;

  /**
   * Reads bytes.
   *
   * @return how many were read; 0 at the end
   */
  int read(long position, byte[] into, int length) throws TreeException;

  /** Writes all these bytes; what lies between the end and {@code position} becomes zeros. */
  default void write(long position, byte[] bytes) throws TreeException {
    throw new TreeException(TreeFault.READ_ONLY);
  }

  /** Cuts it, or extends it with zeros. */
  default void resize(long sizeBytes) throws TreeException {
    throw new TreeException(TreeFault.READ_ONLY);
  }

  /** Gives back what it holds. */
  default void close() {}
}
