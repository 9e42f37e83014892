package dog.rebe.ssh.key;

import dog.rebe.ssh.fault.FaultException;

/** What to log in with. Two logins are the same only if they are the same object. Thread-safe. */
@FunctionalInterface
public interface Login {

  /**
   * Loads keys and asks agents. May block; never called on an I/O thread.
   *
   * @throws FaultException of kind {@code credential-unavailable} if nothing can be had
   */
  LoginMaterial load() throws FaultException;
}
