package dog.rebe.command;

/** What a command's token is for. */
public enum TokenUse {
  /** The command runs at most once; whoever delivers it again waits for the same result. */
  RUN,
  /** The command is started at most once, and nobody waits for it. */
  DETACH,
  /** Nothing is run: the recorded result is asked for. */
  COLLECT
}
