package dog.rebe.execution;

/** Which of the two output streams of a process. */
public enum OutputStreamName {
  /** Standard output. */
  STDOUT,
  /** Standard error. */
  STDERR
}
