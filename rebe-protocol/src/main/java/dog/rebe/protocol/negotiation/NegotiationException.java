package dog.rebe.protocol.negotiation;

import java.io.IOException;
import java.util.Objects;

/** There is no session with the other side. The message says why, and what both sides offered. */
public final class NegotiationException extends IOException {

  private static final long serialVersionUID = 1L;

  /** Why there is no session. */
  public enum Reason {
    /** What answered does not speak this protocol. */
    NOT_REBE,
    /** No version is in both offers. */
    NO_COMMON_VERSION,
    /** One side requires a feature that the other does not have. */
    REQUIRED_FEATURE_MISSING,
    /** One side could not prove to the other who it is. */
    NOT_AUTHENTICATED,
    /** The other side has as many sessions as it serves. */
    TOO_MANY_SESSIONS,
    /** The other side takes no new sessions. */
    DRAINING,
    /** Another reason, of a later version. */
    OTHER
  }

  private final Reason reason;

  /** For this reason, in these words. */
  public NegotiationException(Reason reason, String message) {
    super(message);
    this.reason = Objects.requireNonNull(reason, "reason");
  }

  /** Why. */
  public Reason reason() {
    return reason;
  }
}
