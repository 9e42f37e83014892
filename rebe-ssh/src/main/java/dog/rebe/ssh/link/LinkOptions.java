package dog.rebe.ssh.link;

import java.time.Duration;

/**
 * How connections are made and watched.
 *
 * @param connectTimeout for TCP, all addresses of a name together
 * @param handshakeTimeout from the connection to the host's key being believed, its banner included
 * @param loginTimeout for the login
 * @param heartbeatInterval how often an open connection is asked whether it lives; zero for never
 * @param heartbeatsUnanswered how many of these may go unanswered before it counts as lost
 * @param windowBytes how much a channel may receive ahead of its reader
 * @param ioThreads how many threads do the input and output of all connections
 * @param quickAcks whether received data is acknowledged at once where the system can do it
 * @param algorithms what is offered to servers
 */
public record LinkOptions(
    Duration connectTimeout,
    Duration handshakeTimeout,
    Duration loginTimeout,
    Duration heartbeatInterval,
    int heartbeatsUnanswered,
    int windowBytes,
    int ioThreads,
    boolean quickAcks,
    AlgorithmOffer algorithms) {}
