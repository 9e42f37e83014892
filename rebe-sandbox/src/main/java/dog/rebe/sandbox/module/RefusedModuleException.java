package dog.rebe.sandbox.module;

import dog.rebe.outcome.FailureKind;
import java.util.Objects;

/** A module that is not run: it is damaged, or it needs what no plugin gets. */
public final class RefusedModuleException extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient FailureKind kind;

  private RefusedModuleException(FailureKind kind, String message) {
    super(message);
    this.kind = Objects.requireNonNull(kind, "kind");
  }

  /** It is no valid module. */
  public static RefusedModuleException malformed(String message) {
    return new RefusedModuleException(FailureKind.PLUGIN_MALFORMED, message);
  }

  /** It needs what this host does not offer. */
  public static RefusedModuleException incompatible(String message) {
    return new RefusedModuleException(FailureKind.PLUGIN_INCOMPATIBLE, message);
  }

  /** {@code plugin-malformed} or {@code plugin-incompatible}. */
  public FailureKind kind() {
    return kind;
  }

  /** What is wrong and what would help, for the author of the plugin. */
  public String detail() {
    return Objects.requireNonNullElse(getMessage(), "");
  }
}
