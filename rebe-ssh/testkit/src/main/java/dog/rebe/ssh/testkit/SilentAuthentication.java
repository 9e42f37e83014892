package dog.rebe.ssh.testkit;

import org.apache.sshd.common.util.buffer.Buffer;
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
    return new Silent();
  }

  /** A null means that the client has to wait. */
  private static final class Silent implements UserAuth {
    @Override
    public @Nullable Boolean auth(
        ServerSession session, String username, String service, Buffer buffer) {
      return null;
    }

    @Override
    public @Nullable Boolean next(Buffer buffer) {
      return null;
    }

    @Override
    public @Nullable String getUsername() {
      return null;
    }

    @Override
    public @Nullable ServerSession getServerSession() {
      return null;
    }

    @Override
    public void destroy() {
      // holds nothing
    }
  }
}
