package dog.rebe.ssh.link;

import dog.rebe.outcome.FailureKind;
import dog.rebe.ssh.fault.Fault;
import java.io.StreamCorruptedException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.util.Locale;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.SshException;
import org.jspecify.annotations.Nullable;

/**
 * Tells failures on the way to a login apart: by how far it had come, by the code of the
 * disconnection, and only then by what an exception says.
 */
final class DialFaults {

  private DialFaults() {}

  static Fault ofTcp(InetSocketAddress address, Throwable reason) {
    String text = String.valueOf(reason.getMessage());
    String detail = address + ": " + text;
    if (reason instanceof NoRouteToHostException || text.contains("unreachable")) {
      return new Fault(FailureKind.UNREACHABLE, detail);
    }
    if (text.contains("timed out")) {
      return new Fault(FailureKind.CONNECT_TIMEOUT, detail);
    }
    if (reason instanceof ConnectException) {
      return new Fault(FailureKind.CONNECT_REFUSED, detail);
    }
    return new Fault(FailureKind.UNREACHABLE, detail);
  }

  static Fault timedOut(Target target, DialPhase phase, DialProgress progress) {
    if (phase == DialPhase.GREETING && progress.firstLine().isPresent()) {
      return otherProtocol(target, progress.firstLine().get());
    }
    return switch (phase) {
      case PREPARING ->
          new Fault(
              FailureKind.CREDENTIAL_UNAVAILABLE,
              "what to log in with at " + target + " could not be had in time");
      case LOOKING_UP ->
          new Fault(FailureKind.HOST_NOT_FOUND, target.host() + " could not be looked up in time");
      case CONNECTING -> new Fault(FailureKind.CONNECT_TIMEOUT, target + " did not answer in time");
      case GREETING ->
          new Fault(FailureKind.HANDSHAKE_TIMEOUT, target + " sent no whole SSH banner in time");
      case KEY_EXCHANGE ->
          new Fault(
              FailureKind.HANDSHAKE_TIMEOUT, target + " did not finish the key exchange in time");
      case LOGIN ->
          new Fault(FailureKind.HANDSHAKE_TIMEOUT, target + " did not finish the login in time");
    };
  }

  static Fault of(
      Target target, DialPhase phase, @Nullable Throwable cause, DialProgress progress) {
    int code = cause instanceof SshException ssh ? ssh.getDisconnectCode() : 0;
    String why = cause == null ? "the connection was closed" : String.valueOf(cause.getMessage());
    return switch (phase) {
      case PREPARING, LOOKING_UP, CONNECTING, GREETING ->
          ofGreeting(target, cause, code, why, progress);
      case KEY_EXCHANGE -> ofKeyExchange(target, code, why);
      case LOGIN -> ofLogin(target, code, why, progress);
    };
  }

  /** An established connection broke. */
  static Fault lost(Target target, @Nullable Throwable cause) {
    String why = cause == null ? "closed by the other side" : String.valueOf(cause.getMessage());
    return new Fault(FailureKind.CONNECTION_LOST, "the connection to " + target + ": " + why);
  }

  private static Fault ofGreeting(
      Target target, @Nullable Throwable cause, int code, String why, DialProgress progress) {
    if (progress.firstLine().isPresent()) {
      return otherProtocol(target, progress.firstLine().get());
    }
    boolean noSsh =
        cause instanceof StreamCorruptedException
            || code == SshConstants.SSH2_DISCONNECT_PROTOCOL_VERSION_NOT_SUPPORTED;
    return noSsh
        ? new Fault(FailureKind.NOT_AN_SSH_SERVER, target + ": " + why)
        : new Fault(FailureKind.HANDSHAKE_FAILED, target + " before its banner: " + why);
  }

  private static Fault otherProtocol(Target target, String line) {
    return new Fault(
        FailureKind.NOT_AN_SSH_SERVER, target + " greets with '" + line + "', which is no SSH");
  }

  private static Fault ofKeyExchange(Target target, int code, String why) {
    if (code == SshConstants.SSH2_DISCONNECT_HOST_KEY_NOT_VERIFIABLE) {
      return new Fault(FailureKind.HOST_KEY_UNKNOWN, target + ": " + why);
    }
    if (why.contains("for key ID=") || why.contains("not a host key")) {
      return new Fault(FailureKind.HOST_CERTIFICATE_INVALID, target + ": " + why);
    }
    if (why.startsWith("Unable to negotiate")) {
      return new Fault(FailureKind.NO_COMMON_ALGORITHM, target + ": " + why);
    }
    return new Fault(FailureKind.HANDSHAKE_FAILED, target + " in the key exchange: " + why);
  }

  private static Fault ofLogin(Target target, int code, String why, DialProgress progress) {
    boolean refused =
        code == SshConstants.SSH2_DISCONNECT_NO_MORE_AUTH_METHODS_AVAILABLE
            || code == SshConstants.SSH2_DISCONNECT_ILLEGAL_USER_NAME
            || why.toLowerCase(Locale.ROOT).contains("too many authentication failures");
    return refused
        ? new Fault(
            FailureKind.AUTHENTICATION_REFUSED,
            target.host() + " refused the login of " + target.user() + "; " + progress.describe())
        : new Fault(FailureKind.HANDSHAKE_FAILED, target + " in the login: " + why);
  }
}
