package dog.rebe.files;

/** What kind of file a path names. */
public enum FileType {
  REGULAR,
  DIRECTORY,
  SYMBOLIC_LINK,
  /** A device, a socket, a pipe. */
  OTHER
}
