package dog.rebe.protocol.session;

import dog.rebe.command.DetachedWork;
import dog.rebe.node.Node;
import java.time.Duration;

/**
 * Detached work that a caller wants to follow.
 *
 * @param stdoutFrom the first byte of standard output that is wanted; zero or more
 * @param stderrFrom the same of standard error
 * @param time how long it is followed
 */
public record WorkToFollow(
    Node node, DetachedWork work, long stdoutFrom, long stderrFrom, Duration time) {

  public WorkToFollow {
    if (stdoutFrom < 0 || stderrFrom < 0) {
      throw new IllegalArgumentException(
          "Bytes " + stdoutFrom + " and " + stderrFrom + ": use 0 or more");
    }
  }
}
