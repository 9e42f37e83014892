package dog.rebe.ssh.testkit;

import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.server.auth.AbstractUserAuth;
import org.apache.sshd.server.auth.UserAuth;
import org.apache.sshd.server.auth.UserAuthFactory;
import org.apache.sshd.server.session.ServerSession;
import org.jspecify.annotations.Nullable;

/** A way to authenticate whose answer never comes. */
final class SilentAuthentication implements UserAuthFactory {

  private final String method;

  SilentAuthentication(String method) {
    this.method = method;
  }

  @Override
  public String getName() {
    return method;
  }

  @Override
  public UserAuth createUserAuth(ServerSession session) {
    return new Silent(method);
  }

  /** A null means that the client has to wait. */
  private static final class Silent extends AbstractUserAuth {
    Silent(String method) {
      super(method);
    }

    @Override
    protected @Nullable Boolean doAuth(Buffer buffer, boolean init) {
      return null;
    }
  }
}
