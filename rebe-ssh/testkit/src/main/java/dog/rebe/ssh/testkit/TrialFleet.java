package dog.rebe.ssh.testkit;

import java.util.List;

/**
 * Machines on which something can be tried without any machine. Whoever ships a robot may ship such
 * a fleet with it; the command line finds it by {@link java.util.ServiceLoader}.
 */
public interface TrialFleet {

  /** What can be tried on it: the id of a robot. */
  String name();

  /** The machines, as they are before anything was done; new ones each time. */
  List<NodeDefinition> nodes();
}
