package dog.rebe.ssh.pool;

import dog.rebe.ssh.fault.Fault;

/**
 * Hears what became of asking for a lease: one of the two, once, unless the wait was called off.
 */
public interface LeaseListener<L> {

  /** Here it is. Whoever gets it must release it. */
  void leased(Lease<L> lease);

  /** There is none. */
  void failed(Fault fault);
}
