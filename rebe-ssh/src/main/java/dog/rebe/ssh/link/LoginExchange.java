package dog.rebe.ssh.link;

import java.io.IOException;
import java.util.List;
import org.apache.sshd.client.auth.UserAuth;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.util.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * What the ways to log in have in common. {@code next} offers the next thing, {@code answer} deals
 * with a question of the server; both say false when there is nothing more to offer.
 */
abstract class LoginExchange implements UserAuth {

  private final String name;
  final Dial dial;
  private @Nullable ClientSession session;
  private String service = "";

  LoginExchange(String name, Dial dial) {
    this.name = name;
    this.dial = dial;
  }

  abstract boolean next() throws IOException;

  abstract boolean answer(int message, Buffer buffer) throws IOException;

  final String service() {
    return service;
  }

  @Override
  public final String getName() {
    return name;
  }

  @Override
  public final void init(ClientSession newSession, String newService) {
    session = newSession;
    service = newService;
  }

  @Override
  public final boolean process(@Nullable Buffer buffer) throws IOException {
    return buffer == null ? next() : answer(buffer.getUByte(), buffer);
  }

  @Override
  public final ClientSession getClientSession() {
    if (session == null) {
      throw new IllegalStateException("Not begun");
    }
    return session;
  }

  @Override
  public final ClientSession getSession() {
    return getClientSession();
  }

  @Override
  public final void signalAuthMethodFailure(
      ClientSession client,
      String forService,
      boolean partial,
      List<String> methods,
      Buffer buffer) {
    dial.progress().serverTakes(methods);
  }

  @Override
  public void destroy() {}

  /** A request of this method, up to its own fields. */
  final Buffer request() {
    ClientSession client = getClientSession();
    Buffer buffer = client.createBuffer(SshConstants.SSH_MSG_USERAUTH_REQUEST);
    buffer.putString(client.getUsername());
    buffer.putString(service);
    buffer.putString(name);
    return buffer;
  }

  /** Asks for nothing, so that the server says no and the next method's turn comes. */
  final void giveUp() {
    ClientSession client = getClientSession();
    try {
      Buffer buffer = client.createBuffer(SshConstants.SSH_MSG_USERAUTH_REQUEST);
      buffer.putString(client.getUsername());
      buffer.putString(service);
      buffer.putString("none");
      client.writePacket(buffer);
    } catch (IOException e) {
      dial.broken(e);
      client.close(true);
    }
  }
}
