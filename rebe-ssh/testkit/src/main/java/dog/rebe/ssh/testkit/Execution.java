package dog.rebe.ssh.testkit;

import java.util.Objects;

/**
 * A command that an embedded node was asked to run.
 *
 * @param command what the node made of it: program and arguments, or the text as it came
 * @param process the number of its process on the node
 */
public record Execution(String command, long process) {

  public Execution {
    Objects.requireNonNull(command, "command");
  }
}
