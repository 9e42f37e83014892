package dog.rebe.ssh;

/**
 * What a transport's pool has done since it was made, and how it stands at this moment.
 *
 * @param opened sessions that were opened
 * @param failed attempts to open one that failed
 * @param reused how often a channel was had on a session that had served before
 * @param evicted sessions that were closed because nobody used them
 * @param channelRefusals channels that servers refused
 * @param open sessions that are open now
 * @param idle those of them that nobody uses
 * @param inUse those of them that somebody uses
 * @param connecting sessions that are being opened now
 * @param waiting commands that wait for a session or channel now
 */
public record PoolStatistics(
    long opened,
    long failed,
    long reused,
    long evicted,
    long channelRefusals,
    int open,
    int idle,
    int inUse,
    int connecting,
    int waiting) {}
