package dog.rebe.execution;

import dog.rebe.change.ApprovalGate;
import dog.rebe.chronicle.Chronicle;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** What an executor was given, whole and checked: nothing else reaches the steps. */
record Surroundings(
    Map<String, Transport> transports,
    Chronicle chronicle,
    @Nullable ApprovalGate approvalGate,
    RetryOptions retry,
    HealthOptions health,
    Scheduler scheduler,
    Clock clock,
    Nonces nonces,
    Executor workers,
    Executor blockingWorkers) {}
