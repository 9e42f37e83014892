package dog.rebe.ssh.testkit.wire;

/** Which way bytes travel through a {@link FaultProxy}. */
public enum Direction {
  /** From the client to the server. */
  TO_SERVER,
  /** From the server to the client. */
  TO_CLIENT;

  /** The other one. */
  public Direction opposite() {
    return this == TO_SERVER ? TO_CLIENT : TO_SERVER;
  }
}
