package dog.rebe.ssh.testkit;

/** A fault that shows when a client opens a channel or wants to execute or to see files. */
public sealed interface ChannelFault extends Fault {

  /**
   * Channels beyond a number are refused.
   *
   * @param channels at once and per session, 0 or more
   */
  record MaxSessions(int channels) implements ChannelFault {
    public MaxSessions {
      if (channels < 0) {
        throw new IllegalArgumentException(channels + " channels: use 0 or more");
      }
    }
  }

  /** No answer to a request to open a channel. */
  record Hangs() implements ChannelFault {}

  /** The request to execute is refused. */
  record RefusesExec() implements ChannelFault {}

  /** The request for the subsystem {@code sftp} is refused. */
  record RefusesFiles() implements ChannelFault {}
}
