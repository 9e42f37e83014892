package dog.rebe.ssh.link;

/**
 * What all connections have in common.
 *
 * @param ioThreads how many threads do the input and output of all connections
 * @param quickAcks whether received data is acknowledged at once where the system can do it
 * @param openAhead whether channels are opened before somebody wants them
 * @param windowBytes how much a channel that is opened ahead may receive before it is read
 * @param algorithms what is offered to servers
 */
public record LinkOptions(
    int ioThreads,
    boolean quickAcks,
    boolean openAhead,
    int windowBytes,
    AlgorithmOffer algorithms) {}
