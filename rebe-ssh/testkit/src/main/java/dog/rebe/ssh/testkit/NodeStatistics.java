package dog.rebe.ssh.testkit;

/**
 * What one embedded node, or a whole fleet of them, has seen: the server's own count, against which
 * a client's claims can be checked.
 *
 * @param sessionsOpened connections that reached the SSH server, since the start
 * @param sessionsOpen those that are still there
 * @param authentications successful ones, since the start
 * @param channelsOpened channels that were confirmed, since the start
 * @param channelsOpen those that are still there
 * @param executions commands that began, since the start; scripts that only look after commands do
 *     not count
 * @param processes simulated processes that have not ended; some may have lost their channel
 */
public record NodeStatistics(
    long sessionsOpened,
    long sessionsOpen,
    long authentications,
    long channelsOpened,
    long channelsOpen,
    long executions,
    int processes) {

  static final NodeStatistics NONE = new NodeStatistics(0, 0, 0, 0, 0, 0, 0);

  NodeStatistics plus(NodeStatistics other) {
    return new NodeStatistics(
        sessionsOpened + other.sessionsOpened,
        sessionsOpen + other.sessionsOpen,
        authentications + other.authentications,
        channelsOpened + other.channelsOpened,
        channelsOpen + other.channelsOpen,
        executions + other.executions,
        processes + other.processes);
  }
}
