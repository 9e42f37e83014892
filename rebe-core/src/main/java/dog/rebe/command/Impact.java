package dog.rebe.command;

/**
 * How far a command reaches, from nothing to destruction. The order matters: joins take the
 * greater.
 */
public enum Impact {
  /** Reads only. */
  NONE,
  /** Changes something that can be changed back. */
  CHANGES,
  /** Destroys something that cannot be had back from the machine itself. */
  DESTROYS
}
