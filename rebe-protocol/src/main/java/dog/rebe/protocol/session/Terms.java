package dog.rebe.protocol.session;

import dog.rebe.protocol.identity.PeerIdentity;
import dog.rebe.protocol.negotiation.Agreement;

/**
 * What holds for one session.
 *
 * @param agreement version and features
 * @param peer who the other side has proved to be
 * @param ownFrameBytes the longest frame that this side reads
 * @param peerFrameBytes the longest frame that the other side reads
 * @param ownWindowBytes what the other side may have on its way to this one
 * @param peerWindowBytes what this side may have on its way to the other
 * @param ownHeartbeatMillis how often this side says something
 * @param peerHeartbeatMillis how often the other does
 * @param peerMaxCalls how many calls the other side serves at the same time
 */
public record Terms(
    Agreement agreement,
    PeerIdentity peer,
    int ownFrameBytes,
    int peerFrameBytes,
    long ownWindowBytes,
    long peerWindowBytes,
    long ownHeartbeatMillis,
    long peerHeartbeatMillis,
    int peerMaxCalls) {}
