package dog.rebe.ssh.pool;

import java.time.Duration;

/**
 * How many sessions there may be and for how long.
 *
 * @param maxSessions in total
 * @param maxSessionsPerKey to one node as one user
 * @param maxConnecting sessions that are being made at one time
 * @param channelsPerSession until a server says that it takes fewer; one of them is kept for
 *     control
 * @param openAhead whether a session keeps one channel opened ahead, where there is room for it
 * @param forwardsPerSession connections through one session to a jump host
 * @param acquireTimeout how long somebody may wait for room
 * @param idleTimeout after which an unused session is closed
 * @param validateAfter how long a session may be silent before it is asked for a sign of life when
 *     it is lent
 * @param validateWithin how long that sign may take
 */
public record PoolLimits(
    int maxSessions,
    int maxSessionsPerKey,
    int maxConnecting,
    int channelsPerSession,
    boolean openAhead,
    int forwardsPerSession,
    Duration acquireTimeout,
    Duration idleTimeout,
    Duration validateAfter,
    Duration validateWithin) {}
