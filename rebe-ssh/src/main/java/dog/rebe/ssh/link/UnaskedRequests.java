package dog.rebe.ssh.link;

import org.apache.sshd.common.channel.RequestHandler;
import org.apache.sshd.common.session.ConnectionService;
import org.apache.sshd.common.util.buffer.Buffer;

/**
 * Global requests of servers, none of which anybody here waits for: OpenSSH names all its host keys
 * after each login ({@code hostkeys-00@openssh.com}), and asks for signs of life. Which keys are
 * believed is decided by the caller's host trust alone, and a refusal is a sign of life (RFC 4254,
 * section 4). The library would warn of each in the log.
 */
final class UnaskedRequests implements RequestHandler<ConnectionService> {

  @Override
  public Result process(
      ConnectionService connection, String request, boolean wantReply, Buffer buffer) {
    return Result.ReplyFailure;
  }
}
