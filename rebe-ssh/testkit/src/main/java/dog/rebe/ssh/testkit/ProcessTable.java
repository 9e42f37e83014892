package dog.rebe.ssh.testkit;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The simulated processes of one node. As under a real server, one whose channel has closed lives
 * on until it ends by itself or is ended. Thread-safe.
 */
final class ProcessTable {

  private static final long FIRST = 1_001;

  private final AtomicLong next = new AtomicLong(FIRST);
  private final Map<Long, SimulatedProcess> running = new ConcurrentHashMap<>();

  long reserve() {
    return next.getAndIncrement();
  }

  void started(SimulatedProcess process) {
    running.put(process.id(), process);
  }

  void ended(SimulatedProcess process) {
    running.remove(process.id());
  }

  /** Ends a process as TERM would, if it is running. */
  void terminate(long id) {
    SimulatedProcess process = running.get(id);
    if (process != null) {
      process.terminate();
    }
  }

  void terminateAll() {
    running.values().forEach(SimulatedProcess::terminate);
  }

  boolean isRunning(long id) {
    return running.containsKey(id);
  }

  int count() {
    return running.size();
  }

  List<Execution> executions() {
    return running.values().stream().map(SimulatedProcess::execution).toList();
  }
}
