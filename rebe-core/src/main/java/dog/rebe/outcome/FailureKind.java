package dog.rebe.outcome;

import static dog.rebe.outcome.FailureCategory.AUTHENTICATION;
import static dog.rebe.outcome.FailureCategory.CAPACITY;
import static dog.rebe.outcome.FailureCategory.CONNECTION;
import static dog.rebe.outcome.FailureCategory.DECODING;
import static dog.rebe.outcome.FailureCategory.EXECUTION;
import static dog.rebe.outcome.FailureCategory.INTERNAL;
import static dog.rebe.outcome.FailureCategory.REFUSAL;
import static dog.rebe.outcome.FailureCategory.TRUST;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Why a command failed. A class with constants and not an enum, so that new kinds break nobody's
 * switch; the {@link #category()} is closed. Every kind has an entry in the message catalogue.
 *
 * <p>Codes are stable: they stand in JSON output, in chronicles and in the protocol.
 */
public final class FailureKind {

  private static final Map<String, FailureKind> KNOWN = new LinkedHashMap<>();

  public static final FailureKind HOST_NOT_FOUND = transientKind("host-not-found", CONNECTION);
  public static final FailureKind CONNECT_TIMEOUT = transientKind("connect-timeout", CONNECTION);
  public static final FailureKind CONNECT_REFUSED = transientKind("connect-refused", CONNECTION);
  public static final FailureKind UNREACHABLE = transientKind("unreachable", CONNECTION);
  public static final FailureKind HANDSHAKE_FAILED = transientKind("handshake-failed", CONNECTION);
  public static final FailureKind HANDSHAKE_TIMEOUT =
      transientKind("handshake-timeout", CONNECTION);
  public static final FailureKind NOT_AN_SSH_SERVER = permanent("not-an-ssh-server", CONNECTION);
  public static final FailureKind NO_COMMON_ALGORITHM =
      permanent("no-common-algorithm", CONNECTION);
  public static final FailureKind CONNECTION_LOST = transientKind("connection-lost", CONNECTION);
  public static final FailureKind JUMP_HOST_FAILED = transientKind("jump-host-failed", CONNECTION);

  public static final FailureKind HOST_KEY_UNKNOWN = permanent("host-key-unknown", TRUST);
  public static final FailureKind HOST_KEY_CHANGED = permanent("host-key-changed", TRUST);
  public static final FailureKind HOST_KEY_REVOKED = permanent("host-key-revoked", TRUST);
  public static final FailureKind HOST_CERTIFICATE_INVALID =
      permanent("host-certificate-invalid", TRUST);

  public static final FailureKind AUTHENTICATION_REFUSED =
      permanent("authentication-refused", AUTHENTICATION);
  public static final FailureKind CREDENTIAL_UNAVAILABLE =
      permanent("credential-unavailable", AUTHENTICATION);

  public static final FailureKind POOL_EXHAUSTED = transientKind("pool-exhausted", CAPACITY);
  public static final FailureKind CHANNEL_REFUSED = transientKind("channel-refused", CAPACITY);
  public static final FailureKind BULKHEAD_FULL = transientKind("bulkhead-full", CAPACITY);
  public static final FailureKind RATE_LIMITED = transientKind("rate-limited", CAPACITY);
  public static final FailureKind CIRCUIT_OPEN = transientKind("circuit-open", CAPACITY);

  public static final FailureKind EXEC_REFUSED = permanent("exec-refused", REFUSAL);
  public static final FailureKind SUBSYSTEM_REFUSED = permanent("subsystem-refused", REFUSAL);
  public static final FailureKind UNSUPPORTED_SHELL = permanent("unsupported-shell", REFUSAL);
  public static final FailureKind RUN_AS_REFUSED = permanent("run-as-refused", REFUSAL);
  public static final FailureKind UNSUPPORTED = permanent("unsupported", REFUSAL);
  public static final FailureKind APPROVAL_REQUIRED = permanent("approval-required", REFUSAL);
  public static final FailureKind APPROVAL_REFUSED = permanent("approval-refused", REFUSAL);
  public static final FailureKind DIRECTORY_UNAVAILABLE =
      permanent("directory-unavailable", REFUSAL);
  public static final FailureKind PREPARATION_FAILED = permanent("preparation-failed", REFUSAL);
  public static final FailureKind SECRET_UNAVAILABLE = permanent("secret-unavailable", REFUSAL);
  public static final FailureKind CHRONICLE_FAILED = permanent("chronicle-failed", REFUSAL);
  public static final FailureKind RUN_STOPPED = permanent("run-stopped", REFUSAL);
  public static final FailureKind EXECUTOR_CLOSED = permanent("executor-closed", REFUSAL);

  public static final FailureKind TIMED_OUT = transientKind("timed-out", EXECUTION);
  public static final FailureKind CANCELLED = permanent("cancelled", EXECUTION);
  public static final FailureKind NONZERO_EXIT = permanent("nonzero-exit", EXECUTION);
  public static final FailureKind KILLED_BY_SIGNAL = permanent("killed-by-signal", EXECUTION);
  public static final FailureKind OUTPUT_LIMIT = permanent("output-limit", EXECUTION);
  public static final FailureKind EXIT_UNKNOWN = transientKind("exit-unknown", EXECUTION);
  public static final FailureKind PATH_FAILED = permanent("path-failed", EXECUTION);
  public static final FailureKind TRANSFER_DAMAGED = transientKind("transfer-damaged", EXECUTION);

  public static final FailureKind UNDECODABLE = permanent("undecodable", DECODING);
  public static final FailureKind OUTPUT_CUT = permanent("output-cut", DECODING);
  public static final FailureKind NOT_AVAILABLE = permanent("not-available", DECODING);

  public static final FailureKind INTERNAL_ERROR = permanent("internal-error", INTERNAL);

  private final String code;
  private final FailureCategory category;
  private final boolean isTransient;

  private FailureKind(String code, FailureCategory category, boolean isTransient) {
    this.code = code;
    this.category = category;
    this.isTransient = isTransient;
  }

  private static FailureKind transientKind(String code, FailureCategory category) {
    return define(code, category, true);
  }

  private static FailureKind permanent(String code, FailureCategory category) {
    return define(code, category, false);
  }

  private static FailureKind define(String code, FailureCategory category, boolean isTransient) {
    FailureKind kind = new FailureKind(code, category, isTransient);
    if (KNOWN.put(code, kind) != null) {
      throw new IllegalStateException("Failure code defined twice: " + code);
    }
    return kind;
  }

  /** All kinds of this version, in the order of their definition. */
  public static List<FailureKind> all() {
    return List.copyOf(KNOWN.values());
  }

  /** The kind with this stable code; empty for a code of a newer version. */
  public static Optional<FailureKind> ofCode(String code) {
    return Optional.ofNullable(KNOWN.get(code));
  }

  /** The stable, lower-case, hyphenated code. */
  public String code() {
    return code;
  }

  /** The family of this kind. */
  public FailureCategory category() {
    return category;
  }

  /** Whether the same attempt may succeed a little later without anybody mending anything. */
  public boolean isTransient() {
    return isTransient;
  }

  @Override
  public String toString() {
    return code;
  }
}
