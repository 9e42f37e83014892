package dog.rebe.ssh.link;

import dog.rebe.ssh.fault.FaultException;
import dog.rebe.ssh.host.HostIdentity;
import dog.rebe.ssh.host.HostKeyCheck;
import dog.rebe.ssh.host.HostKeyPolicy;

/**
 * What is known of a host.
 *
 * @param trust who is asked
 * @param identity about whom
 */
record HostKeyQuestion(HostKeyPolicy trust, HostIdentity identity) {

  HostKeyCheck ask() throws FaultException {
    return trust.prepare(identity);
  }
}
