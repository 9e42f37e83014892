package dog.rebe.ssh;

import dog.rebe.command.Command;
import dog.rebe.command.Limits;
import dog.rebe.command.OnDisconnect;
import dog.rebe.command.Repetition;
import dog.rebe.execution.CommandExecutor;
import dog.rebe.node.Endpoint;
import dog.rebe.node.Node;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * A caller in a process of his own, who starts a command and waits for it, to be killed meanwhile.
 * Arguments: port, fingerprint of the host key, private key, what happens on disconnection, the
 * text of the script.
 */
final class DyingCaller {

  private DyingCaller() {}

  public static void main(String[] arguments) {
    Node node =
        Node.of(
            "node",
            Endpoint.ssh(
                System.getProperty("user.name"), "127.0.0.1", Integer.parseInt(arguments[0])));
    try (SshTransport transport =
            SshTransport.builder()
                .hostTrust(HostTrust.pinned(Map.of(node.id(), arguments[1])))
                .credentials(Credential.keyFile(Path.of(arguments[2])))
                .build();
        CommandExecutor executor = CommandExecutor.builder().transport(transport).build()) {
      Command<?> command =
          Command.script(arguments[4])
              .changes(Repetition.ONCE)
              .limits(Limits.of(Duration.ofMinutes(2), 4096).withGrace(Duration.ofSeconds(1)))
              .onDisconnect(OnDisconnect.valueOf(arguments[3]));
      System.out.println(executor.start(command, node).await());
    }
  }

  /** Starts him with the class path of this process. */
  static Process start(JournalNode journal, OnDisconnect reaction, String script) throws Exception {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            DyingCaller.class.getName(),
            String.valueOf(journal.server().port()),
            journal.server().fingerprint(),
            journal.server().identity().toString(),
            reaction.name(),
            script)
        .redirectErrorStream(true)
        .redirectOutput(journal.file("caller.log").toFile())
        .start();
  }
}
