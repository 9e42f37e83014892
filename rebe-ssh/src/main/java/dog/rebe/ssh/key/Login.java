package dog.rebe.ssh.key;

import java.util.concurrent.CompletionStage;

/** What to log in with. Two logins are the same only if they are the same object. Thread-safe. */
@FunctionalInterface
public interface Login {

  /**
   * Loads keys and asks agents. Does not block, and takes no longer than its sources may.
   *
   * @return fails with a {@link dog.rebe.ssh.fault.FaultException} of kind {@code
   *     credential-unavailable} if nothing can be had
   */
  CompletionStage<LoginMaterial> load();
}
