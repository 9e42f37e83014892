package dog.rebe.sandbox.previewer;

import dog.rebe.outcome.CapturedStream;
import java.util.OptionalInt;

/**
 * How a command ended that was followed to its end.
 *
 * @param status its exit status; empty if it is that of something that was passed over
 * @param log what it wrote to standard error
 */
record CommandEnd(OptionalInt status, CapturedStream log) {}
