package dog.rebe.sandbox.engine;

import dog.rebe.outcome.FailureKind;
import java.util.Objects;

/** Thrown by a host function when the guest has to end. */
public final class GuestStop extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient FailureKind kind;

  /**
   * For this reason.
   *
   * @param detail for the author of the plugin
   */
  public GuestStop(FailureKind kind, String detail) {
    super(detail, null, false, false);
    this.kind = Objects.requireNonNull(kind, "kind");
  }

  /** Because the guest did what is forbidden. */
  public static GuestStop trap(String detail) {
    return new GuestStop(FailureKind.PLUGIN_TRAPPED, detail);
  }

  /** Why. */
  public FailureKind kind() {
    return kind;
  }

  /** For the author of the plugin. */
  public String detail() {
    return Objects.requireNonNullElse(getMessage(), "");
  }
}
