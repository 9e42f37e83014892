package dog.rebe.protocol.session;

import dog.rebe.outcome.FailureKind;
import dog.rebe.protocol.negotiation.NegotiationException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;

/**
 * Why there is no session, in the words of an outcome.
 *
 * @param kind of the failure
 * @param detail for the author
 */
record ConnectFailure(FailureKind kind, String detail) {

  static ConnectFailure of(IOException failure, boolean timeIsUp) {
    String detail = failure.getClass().getSimpleName() + ": " + failure.getMessage();
    if (failure instanceof NegotiationException refused) {
      return new ConnectFailure(kind(refused.reason()), String.valueOf(refused.getMessage()));
    } else if (timeIsUp) {
      return new ConnectFailure(
          FailureKind.HANDSHAKE_TIMEOUT, "The opening was not over in time: " + detail);
    } else if (failure instanceof FrameException) {
      return new ConnectFailure(FailureKind.UNSUPPORTED, detail);
    } else if (failure instanceof SocketTimeoutException) {
      return new ConnectFailure(FailureKind.CONNECT_TIMEOUT, detail);
    } else if (failure instanceof NoRouteToHostException) {
      return new ConnectFailure(FailureKind.UNREACHABLE, detail);
    } else if (failure instanceof ConnectException) {
      return new ConnectFailure(FailureKind.CONNECT_REFUSED, detail);
    } else if (failure instanceof UnknownHostException) {
      return new ConnectFailure(FailureKind.HOST_NOT_FOUND, detail);
    } else if (failure instanceof SSLException) {
      return new ConnectFailure(FailureKind.AUTHENTICATION_REFUSED, detail);
    }
    return new ConnectFailure(FailureKind.HANDSHAKE_FAILED, detail);
  }

  private static FailureKind kind(NegotiationException.Reason reason) {
    return switch (reason) {
      case NOT_AUTHENTICATED -> FailureKind.AUTHENTICATION_REFUSED;
      case TOO_MANY_SESSIONS, DRAINING -> FailureKind.CHANNEL_REFUSED;
      case NOT_REBE, NO_COMMON_VERSION, REQUIRED_FEATURE_MISSING, OTHER -> FailureKind.UNSUPPORTED;
    };
  }
}
