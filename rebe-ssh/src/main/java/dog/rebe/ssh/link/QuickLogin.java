package dog.rebe.ssh.link;

import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.client.session.ClientUserAuthService;
import org.apache.sshd.common.Service;
import org.apache.sshd.common.ServiceFactory;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.io.IoWriteFuture;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.util.buffer.Buffer;

/**
 * Begins a login. Who has one key, which can sign in one way only, says so at once: asking first
 * what the server takes (a request with the method {@code none}) would cost a round trip and change
 * nothing. Behind it travels the request for the first channel. RFC 4252, section 5.1, has a server
 * hand what follows a successful request to the connection; OpenSSH answers it with {@code
 * SSH_MSG_UNIMPLEMENTED} if the request did not succeed, and other servers are not put to the test.
 */
final class QuickLogin extends ClientUserAuthService {

  /** The first channel of a connection. */
  static final int FIRST_CHANNEL = 0;

  private static final String OPENSSH = "SSH-2.0-OpenSSH_";

  private QuickLogin(Session session) {
    super(session);
  }

  static ServiceFactory factory() {
    return new ServiceFactory() {
      @Override
      public String getName() {
        return "ssh-userauth";
      }

      @Override
      public Service create(Session session) {
        return new QuickLogin(session);
      }
    };
  }

  @Override
  protected IoWriteFuture sendInitialAuthRequest(ClientSession session, String service)
      throws IOException {
    Dial dial = Dial.of(session);
    SignedRequest request = dial == null ? null : dial.login().onlyRequest().orElse(null);
    if (dial == null || request == null) {
      return super.sendInitialAuthRequest(session, service);
    }
    CompletableFuture<Buffer> packet = request.packet(session, service).toCompletableFuture();
    if (!packet.isDone() || packet.isCompletedExceptionally()) {
      return super.sendInitialAuthRequest(session, service);
    }
    dial.progress().offered(request.key().description());
    dial.login().hasOffered(request.key());
    IoWriteFuture sent = session.writePacket(packet.join());
    if (dial.opensAhead() && session.getServerVersion().startsWith(OPENSSH)) {
      requestChannel(session, dial);
    }
    return sent;
  }

  private static void requestChannel(ClientSession session, Dial dial) throws IOException {
    session.writePacket(SessionChannel.request(session, FIRST_CHANNEL, dial.windowBytes()));
    dial.login().requestedChannel(true);
  }

  @Override
  public void process(int message, Buffer buffer) throws Exception {
    Dial dial = Dial.of(getClientSession());
    if (message == SshConstants.SSH_MSG_USERAUTH_FAILURE && dial != null) {
      dial.login().requestedChannel(false);
      int start = buffer.rpos();
      dial.progress().serverTakes(Arrays.asList(buffer.getString().split(",")));
      buffer.rpos(start);
    }
    super.process(message, buffer);
  }
}
