package dog.rebe.benchmarks.acceptance;

import dog.rebe.outcome.FailureKind;
import dog.rebe.ssh.testkit.Fault;
import java.util.List;

/**
 * A fault of a node, and the failure that must come of it.
 *
 * @param name for node ids and reports
 * @param fault what is wrong with the node
 * @param kind the kind that a command on it must fail with
 */
record InjectedFault(String name, Fault fault, FailureKind kind) {

  static List<InjectedFault> all() {
    return List.of(
        new InjectedFault("dead", Fault.switchedOff(), FailureKind.CONNECT_REFUSED),
        new InjectedFault("silent", Fault.blackHole(), FailureKind.HANDSHAKE_TIMEOUT),
        new InjectedFault(
            "refusing", Fault.refusesAuthentication(), FailureKind.AUTHENTICATION_REFUSED),
        new InjectedFault("impostor", Fault.changedHostKey(), FailureKind.HOST_KEY_CHANGED),
        new InjectedFault("hanging", Fault.hangsInCommand(0), FailureKind.TIMED_OUT));
  }
}
