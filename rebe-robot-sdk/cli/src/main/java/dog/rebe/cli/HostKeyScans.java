package dog.rebe.cli;

import dog.rebe.execution.TransportException;
import dog.rebe.node.Node;
import dog.rebe.ssh.HostKeyScan;
import dog.rebe.ssh.SshTransport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Asks many machines for their host keys, some of them at the same time. */
final class HostKeyScans {

  /** How many are asked at the same time. */
  static final int AT_A_TIME = 50;

  private final SshTransport ssh;
  private final Duration deadline;
  private volatile boolean cancelled;

  HostKeyScans(SshTransport ssh, Duration deadline) {
    this.ssh = ssh;
    this.deadline = deadline;
  }

  /**
   * What a machine showed.
   *
   * @param node the machine
   * @param key its key; empty if none was seen
   * @param problem why none was seen, in the transport's words; they may hold the machine's
   */
  record Seen(Node node, Optional<HostKeyScan> key, String problem) {}

  /** Begins no more scans. */
  void cancel() {
    cancelled = true;
  }

  /** Scans them, and waits; in their order, and as far as it was not cancelled. */
  List<Seen> of(List<Node> nodes) {
    List<Seen> seen = new ArrayList<>();
    for (int from = 0; from < nodes.size() && !cancelled; from += AT_A_TIME) {
      List<CompletableFuture<Seen>> wave = new ArrayList<>();
      for (Node node : nodes.subList(from, Math.min(nodes.size(), from + AT_A_TIME))) {
        wave.add(scan(node));
      }
      wave.forEach(scan -> seen.add(scan.join()));
    }
    return seen;
  }

  private CompletableFuture<Seen> scan(Node node) {
    return ssh.scanHostKey(node, deadline)
        .handle(
            (key, thrown) ->
                thrown == null
                    ? new Seen(node, Optional.of(key), "")
                    : new Seen(node, Optional.empty(), problem(thrown)))
        .toCompletableFuture();
  }

  private static String problem(Throwable thrown) {
    Throwable cause =
        thrown instanceof CompletionException && thrown.getCause() != null
            ? thrown.getCause()
            : thrown;
    return cause instanceof TransportException transport
        ? transport.kind() + ", " + transport.getMessage()
        : String.valueOf(cause);
  }
}
