package dog.rebe.ssh.link;

import java.time.Duration;

/**
 * The times of one connection.
 *
 * @param connectTimeout for TCP, all addresses of a name together
 * @param handshakeTimeout from the connection to the host's key being believed, its banner included
 * @param loginTimeout for the login
 * @param heartbeatInterval how often it is asked whether it lives; zero for never
 * @param heartbeatsUnanswered how many of these may go unanswered before it counts as lost
 */
public record LinkTiming(
    Duration connectTimeout,
    Duration handshakeTimeout,
    Duration loginTimeout,
    Duration heartbeatInterval,
    int heartbeatsUnanswered) {

  /**
   * How long known hosts, and then keys and agents, may take to answer: somebody may have to touch
   * a token.
   */
  public Duration prepareTimeout() {
    return loginTimeout;
  }

  /** How long a name may take to be looked up. */
  public Duration lookupTimeout() {
    return connectTimeout;
  }

  /** How long making it may take in all, at most. */
  public Duration total() {
    return prepareTimeout()
        .multipliedBy(2)
        .plus(lookupTimeout())
        .plus(connectTimeout)
        .plus(handshakeTimeout)
        .plus(loginTimeout);
  }
}
