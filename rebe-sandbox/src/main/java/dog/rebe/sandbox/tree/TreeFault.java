package dog.rebe.sandbox.tree;

/** Why an operation on a tree did not happen. */
public enum TreeFault {
  /** There is no such entry. */
  NOT_FOUND,
  /** There is such an entry already. */
  EXISTS,
  /** What is no directory was used as one. */
  NOT_A_DIRECTORY,
  /** A directory was used as something else. */
  IS_A_DIRECTORY,
  /** The directory still has entries. */
  NOT_EMPTY,
  /** Nothing can be changed here. */
  READ_ONLY,
  /** The mode of a file or of a folder on the way does not allow it. */
  FORBIDDEN,
  /** Only the owner, or nobody, may do this. */
  NOT_OWNER,
  /** The path leads out of what was granted. */
  OUTSIDE,
  /** Too many links on the way. */
  TOO_MANY_LINKS,
  /** The path or name is too long. */
  TOO_LONG,
  /** No more bytes or entries are allowed. */
  NO_SPACE,
  /** The arguments make no sense. */
  INVALID,
  /** This kind of tree cannot do that. */
  UNSUPPORTED,
  /** The files beneath could not be read. */
  FAILED
}
