package dog.rebe.sandbox.tree;

/** A node of a tree that keeps what POSIX knows of a file. */
public interface PosixNode extends TreeNode {

  /** Its attributes as they are now. */
  PosixAttributes posix();

  /** Refuses what its mode does not allow who asks. */
  void requireOpenable(boolean reads, boolean writes) throws TreeException;

  /**
   * Sets the permission bits.
   *
   * @param mode octal 0 to 7777
   */
  void changeMode(int mode) throws TreeException;

  /** Sets owner and group; -1 leaves one as it is. */
  void changeOwner(long userId, long groupId) throws TreeException;

  /** Sets the time of the last change of content, to a time that somebody named. */
  void changeModified(long nanos) throws TreeException;

  /** Sets the time of the last change of content to that of the call. */
  void touch() throws TreeException;
}
