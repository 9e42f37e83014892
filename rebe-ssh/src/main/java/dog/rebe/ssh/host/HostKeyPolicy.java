package dog.rebe.ssh.host;

import dog.rebe.ssh.fault.FaultException;

/** Decides which host keys are believed. Thread-safe. */
public interface HostKeyPolicy {

  /**
   * What is known of this host. May read files; never called on an I/O thread.
   *
   * @throws FaultException if it cannot be read
   */
  HostKeyCheck prepare(HostIdentity host) throws FaultException;
}
