package dog.rebe.ssh.link;

import dog.rebe.outcome.FailureKind;
import dog.rebe.ssh.fault.Fault;
import java.io.IOException;
import java.util.Locale;
import java.util.Objects;
import org.apache.sshd.client.session.AbstractClientSession;
import org.apache.sshd.common.io.IoHandler;
import org.apache.sshd.common.session.helpers.AbstractSession;

/** Makes a connection to a target through a connection to its jump host. */
final class HopConnection {

  /** RFC 4254, section 5.1: the jump host was not reached by the one that it was to connect to. */
  private static final int CONNECT_FAILED = 2;

  private final Link hop;
  private final Target target;

  HopConnection(Link hop, Target target) {
    this.hop = hop;
    this.target = target;
  }

  /** Asks the jump host to connect, then starts SSH on what it made. */
  void start(Dial dial) {
    dial.connecting();
    ForwardChannel channel = new ForwardChannel(target.host(), target.port());
    dial.onAbort(() -> channel.close(false));
    channel.onOpened(() -> startSsh(channel, dial));
    channel.onRefused((code, reason) -> dial.fail(refused(code, reason)));
    channel.addCloseFutureListener(
        closed ->
            dial.fail(
                ofHop(
                    FailureKind.CONNECTION_LOST,
                    "the jump host " + hop.target() + " closed the way to " + target)));
    try {
      hop.connection().registerChannel(channel);
      channel.open();
    } catch (IOException | RuntimeException e) {
      dial.fail(
          ofHop(
              FailureKind.CONNECTION_LOST,
              "the connection to the jump host " + hop.target() + " broke: " + e.getMessage()));
    }
  }

  private Fault ofHop(FailureKind kind, String detail) {
    return Fault.ofJumpHost(hop.target().toString(), kind, detail);
  }

  private void startSsh(ForwardChannel channel, Dial dial) {
    IoHandler handler = Objects.requireNonNull(hop.client().mina().getSessionFactory());
    ForwardedIo io = new ForwardedIo(channel, handler, hop.client().tcp());
    io.setAttribute(Dial.class, dial);
    try {
      handler.sessionCreated(io);
      AbstractClientSession session = (AbstractClientSession) AbstractSession.getSession(io);
      if (dial.started(session)) {
        io.startReading();
      } else {
        io.close(true);
      }
    } catch (Exception e) {
      dial.fail(new Fault(FailureKind.HANDSHAKE_FAILED, "through " + hop.target() + ": " + e));
      io.close(true);
    }
  }

  /** Whose fault it is: the target's where the jump host says that it could not reach it. */
  private Fault refused(int code, String reason) {
    String detail = "the jump host " + hop.target() + " to " + target + ": " + reason;
    if (code != CONNECT_FAILED) {
      return ofHop(FailureKind.CHANNEL_REFUSED, detail);
    }
    String text = reason.toLowerCase(Locale.ROOT);
    if (text.contains("refused")) {
      return new Fault(FailureKind.CONNECT_REFUSED, detail);
    }
    if (text.contains("timed out")) {
      return new Fault(FailureKind.CONNECT_TIMEOUT, detail);
    }
    if (text.contains("name") || text.contains("resolve")) {
      return new Fault(FailureKind.HOST_NOT_FOUND, detail);
    }
    return new Fault(FailureKind.UNREACHABLE, detail);
  }
}
