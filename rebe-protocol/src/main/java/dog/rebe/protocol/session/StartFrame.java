package dog.rebe.protocol.session;

import dog.rebe.protocol.negotiation.Agreement;
import org.jspecify.annotations.Nullable;

/** A frame that begins a call. It gets its number when it is sent. */
interface StartFrame extends OutFrame {

  CallerExchange exchange();

  /** Gives the call its number. */
  void number(long call);

  /** Why it cannot be sent under this agreement; null if it can. */
  @Nullable ConnectFailure missing(Agreement agreement);
}
