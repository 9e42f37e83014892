package dog.rebe.ssh.pool;

/**
 * A snapshot of a pool.
 *
 * @param opened sessions made since the beginning
 * @param failed attempts to make one that failed
 * @param reused leases on sessions that had served before
 * @param evicted sessions closed because nobody used them
 * @param channelRefusals channels that servers refused
 * @param open sessions open now
 * @param idle those of them that nobody uses
 * @param connecting sessions being made now
 * @param waiting who waits for a lease now
 */
public record PoolCounts(
    long opened,
    long failed,
    long reused,
    long evicted,
    long channelRefusals,
    int open,
    int idle,
    int connecting,
    int waiting) {}
