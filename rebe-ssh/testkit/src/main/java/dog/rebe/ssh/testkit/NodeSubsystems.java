package dog.rebe.ssh.testkit;

import java.io.IOException;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.apache.sshd.server.subsystem.SubsystemFactory;

/** The subsystem {@code sftp} of simulated nodes, which reads. */
final class NodeSubsystems implements SubsystemFactory {

  private final SshEngine engine;

  NodeSubsystems(SshEngine engine) {
    this.engine = engine;
  }

  @Override
  public String getName() {
    return "sftp";
  }

  @Override
  public Command createSubsystem(ChannelSession channel) throws IOException {
    return engine
        .node(channel.getSession())
        .filter(node -> !node.has(ChannelFault.RefusesFiles.class))
        .map(node -> new FilesSubsystem(node, channel))
        .orElseThrow(() -> new IOException("No node behind this port shows files"));
  }
}
