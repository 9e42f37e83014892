package dog.rebe.ssh.testkit;

import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.apache.sshd.server.command.CommandFactory;
import org.jspecify.annotations.Nullable;

/** Takes exec requests. A null is a refusal. */
final class NodeCommands implements CommandFactory {

  private final SshEngine engine;

  NodeCommands(SshEngine engine) {
    this.engine = engine;
  }

  @Override
  public @Nullable Command createCommand(ChannelSession channel, String line) {
    return engine
        .node(channel.getSession())
        .filter(node -> !node.has(ChannelFault.RefusesExec.class))
        .map(node -> new ExecCommand(node, line, channel, engine.timer()))
        .orElse(null);
  }
}
