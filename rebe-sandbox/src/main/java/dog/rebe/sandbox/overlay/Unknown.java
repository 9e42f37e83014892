package dog.rebe.sandbox.overlay;

import dog.rebe.outcome.FailureKind;
import dog.rebe.sandbox.engine.GuestStop;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Why a preview cannot go on, once it cannot. Used by one thread at a time. */
public final class Unknown {

  private @Nullable String reason;

  /** Keeps the first reason, and ends the guest. */
  public GuestStop because(String why) {
    if (reason == null) {
      reason = why;
    }
    return new GuestStop(FailureKind.UNSUPPORTED, why);
  }

  /** The reason; empty as long as all could be told. */
  public Optional<String> reason() {
    return Optional.ofNullable(reason);
  }

  /** Forgets it, for the next command. */
  public void clear() {
    reason = null;
  }
}
