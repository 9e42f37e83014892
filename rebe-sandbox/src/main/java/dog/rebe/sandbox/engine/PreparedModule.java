package dog.rebe.sandbox.engine;

import java.util.List;

/** A module that is ready to run, as often and on as many threads as wanted. Thread-safe. */
public interface PreparedModule {

  /**
   * Makes a fresh instance, runs its start function and {@code _start} on the calling thread, and
   * drops it. An interrupt of the thread ends the guest soon; the flag stays set. Never throws for
   * what a guest does.
   *
   * @param functions what the guest may import; those that it does not import are ignored
   */
  GuestEnd run(List<HostFunction> functions, GuestSize size);
}
