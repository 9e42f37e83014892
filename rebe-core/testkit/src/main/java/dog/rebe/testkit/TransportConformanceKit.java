package dog.rebe.testkit;

import dog.rebe.execution.Transport;

/**
 * Says whether a {@link Transport} keeps the contract of its interface. Extend it in a test, and
 * implement {@link #openTransport} and {@link #node}; the node must be a real one with a POSIX
 * userland, on which files may be written below {@code /tmp}.
 *
 * <p>Tests that begin with {@code required_} bind every transport. Those that begin with {@code
 * optional_} are skipped where the transport does not declare the capability, or where {@link
 * #tellsSignals} and its like say that it cannot do so.
 */
public abstract class TransportConformanceKit extends FileConformance {

  /** For subclasses. */
  protected TransportConformanceKit() {}
}
