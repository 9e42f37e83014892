package dog.rebe.sandbox.overlay;

import java.time.Duration;

/**
 * How much may be read of a machine for one preview.
 *
 * @param contentBytes bytes of files
 * @param entries entries of folders, and single looks at a path
 * @param time how long all reading together may take
 * @param inParallel how many folders are listed at a time where a command says that it will walk a
 *     tree; at least 1
 */
public record ReadBudget(long contentBytes, int entries, Duration time, int inParallel) {}
