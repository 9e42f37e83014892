package dog.rebe.execution;

/** What a transport can do beside running a command and stopping it. */
public enum Capability {
  /** Reads files: {@link Transport#openFiles}. */
  FILES,
  /** Runs a command with a token at most once. */
  TOKEN,
  /** Leaves a command running after the connection ended, and finds it again. */
  DETACH,
  /** Gives a terminal to a person. */
  INTERACTIVE
}
