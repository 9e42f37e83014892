package dog.rebe.protocol.carrier;

import dog.rebe.execution.local.LocalTransport;
import dog.rebe.node.Node;
import dog.rebe.protocol.Agent;
import dog.rebe.protocol.Patience;
import dog.rebe.protocol.negotiation.SessionOptions;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** An agent for this machine as a program of its own, on its standard streams. */
public final class AgentProgram {

  private AgentProgram() {}

  /** Serves until its input ends. */
  public static void main(String[] arguments) throws IOException {
    try (LocalTransport local = LocalTransport.create();
        Agent agent =
            Agent.serving(local)
                .nodes(List.of(Node.local()))
                .session(SessionOptions.defaults().withOpeningTimeout(Patience.LONG))
                .build()) {
      agent.serve(StandardStreams.link());
    }
  }

  /** How it is started with the class path of this test. */
  public static List<String> command() {
    List<String> path = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      path.add(Path.of(entry).toAbsolutePath().toString());
    }
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:TieredStopAtLevel=1",
        "-Xshare:auto",
        "-cp",
        String.join(File.pathSeparator, path),
        AgentProgram.class.getName());
  }
}
