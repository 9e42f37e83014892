package dog.rebe.ssh.testkit;

import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.util.net.SshdSocketAddress;
import org.apache.sshd.server.forward.StaticDecisionForwardingFilter;

/** Lets embedded nodes be jump hosts to other embedded nodes and to nothing beyond this machine. */
final class LoopbackForwarding extends StaticDecisionForwardingFilter {

  LoopbackForwarding() {
    super(false);
  }

  @Override
  public boolean canConnect(Type type, SshdSocketAddress address, Session session) {
    return isLoopback(address.getHostName());
  }

  /** Whether this names this machine without asking anybody. */
  static boolean isLoopback(String host) {
    return host.equals("localhost") || host.equals("::1") || host.matches("127(\\.\\d{1,3}){3}");
  }
}
