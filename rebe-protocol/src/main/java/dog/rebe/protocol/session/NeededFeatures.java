package dog.rebe.protocol.session;

import dog.rebe.command.OnDisconnect;
import dog.rebe.command.TokenUse;
import dog.rebe.execution.Request;
import dog.rebe.outcome.FailureKind;
import dog.rebe.protocol.negotiation.Agreement;
import dog.rebe.protocol.negotiation.Feature;
import org.jspecify.annotations.Nullable;

/** What an agent that does not know it would drop from a command, and must not. */
final class NeededFeatures {

  private NeededFeatures() {}

  /** Why this cannot be sent under this agreement; null if it can. */
  static @Nullable ConnectFailure missing(Request request, Agreement agreement) {
    boolean token = request.command().token().isPresent();
    if (token && !agreement.has(Feature.TOKEN)) {
      return lacks(Feature.TOKEN);
    } else if (token
        && request.command().tokenUse() != TokenUse.RUN
        && !agreement.has(Feature.DETACH)) {
      return lacks(Feature.DETACH);
    } else if (request.terminal().isPresent() && !agreement.has(Feature.INTERACTIVE)) {
      return lacks(Feature.INTERACTIVE);
    } else if (request.command().onDisconnect() == OnDisconnect.END
        && !agreement.has(Feature.ON_DISCONNECT)) {
      return lacks(Feature.ON_DISCONNECT);
    }
    return null;
  }

  private static ConnectFailure lacks(Feature feature) {
    return new ConnectFailure(
        FailureKind.UNSUPPORTED,
        "The command needs the feature '" + feature + "', which was not agreed with the agent");
  }
}
