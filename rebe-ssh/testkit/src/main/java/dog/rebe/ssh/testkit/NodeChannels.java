package dog.rebe.ssh.testkit;

import org.apache.sshd.common.channel.Channel;
import org.apache.sshd.common.channel.ChannelListener;
import org.jspecify.annotations.Nullable;

/** Counts channels that were confirmed. */
final class NodeChannels implements ChannelListener {

  private static final String COUNTED = "dog.rebe.counted";

  private final SshEngine engine;

  NodeChannels(SshEngine engine) {
    this.engine = engine;
  }

  @Override
  public void channelOpenSuccess(Channel channel) {
    engine
        .node(channel.getSession())
        .ifPresent(
            node -> {
              node.tally().channelOpened();
              channel.getProperties().put(COUNTED, true);
            });
  }

  @Override
  public void channelClosed(Channel channel, @Nullable Throwable reason) {
    if (channel.getProperties().remove(COUNTED) != null) {
      engine.node(channel.getSession()).ifPresent(node -> node.tally().channelClosed());
    }
  }
}
