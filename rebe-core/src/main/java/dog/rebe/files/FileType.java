package dog.rebe.files;

/** What kind of file a path names. */
public enum FileType {
  /** Bytes that can be read. */
  REGULAR,
  /** A folder. */
  DIRECTORY,
  /** A name that stands for another path. */
  SYMBOLIC_LINK,
  /** A device, a socket, a pipe. */
  OTHER
}
