package dog.rebe.protocol.session;

import dog.rebe.execution.Scheduler;
import dog.rebe.protocol.identity.Identity;
import dog.rebe.protocol.negotiation.SessionOptions;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/**
 * What all sessions of one caller share.
 *
 * @param session what is offered
 * @param identity who the caller is
 * @param scheduler monotonic time and timers
 * @param random thread-safe
 * @param workers where inputs are opened and read, which may block
 */
public record CallerOptions(
    SessionOptions session,
    Identity identity,
    Scheduler scheduler,
    RandomGenerator random,
    Executor workers) {}
