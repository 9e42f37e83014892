package dog.rebe.sandbox.overlay;

/** Where the time of a file's last change of content comes from. */
enum Modified {
  /** From the machine. */
  KEPT,
  /** The command wrote to the file. */
  WRITTEN,
  /** The command set it to the time of the call. */
  TOUCHED,
  /** The command set it to a time that it named. */
  SET
}
