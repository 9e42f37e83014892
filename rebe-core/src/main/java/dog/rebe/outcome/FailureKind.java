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

  /** No address is known for the host name. */
  public static final FailureKind HOST_NOT_FOUND = transientKind("host-not-found", CONNECTION);

  /** The node did not answer the connection within its time. */
  public static final FailureKind CONNECT_TIMEOUT = transientKind("connect-timeout", CONNECTION);

  /** The machine answered that nothing listens on that port. */
  public static final FailureKind CONNECT_REFUSED = transientKind("connect-refused", CONNECTION);

  /** The network says that there is no way to the node. */
  public static final FailureKind UNREACHABLE = transientKind("unreachable", CONNECTION);

  /** The connection broke before it was secure and logged in. */
  public static final FailureKind HANDSHAKE_FAILED = transientKind("handshake-failed", CONNECTION);

  /** The node did not finish the key exchange or the login within its time. */
  public static final FailureKind HANDSHAKE_TIMEOUT =
      transientKind("handshake-timeout", CONNECTION);

  /** What answers on that port does not speak SSH. */
  public static final FailureKind NOT_AN_SSH_SERVER = permanent("not-an-ssh-server", CONNECTION);

  /** The server offers only algorithms that are refused; the value says which. */
  public static final FailureKind NO_COMMON_ALGORITHM =
      permanent("no-common-algorithm", CONNECTION);

  /** The connection broke after the request may have been sent, or while it was idle. */
  public static final FailureKind CONNECTION_LOST = transientKind("connection-lost", CONNECTION);

  /** A jump host on the way failed; {@link Failure#jumpHost} names it and says how. */
  public static final FailureKind JUMP_HOST_FAILED = transientKind("jump-host-failed", CONNECTION);

  /**
   * A jump host on the way showed a key that nobody trusts, or another one than was trusted; {@link
   * Failure#jumpHost} says which.
   */
  public static final FailureKind JUMP_HOST_NOT_TRUSTED = permanent("jump-host-not-trusted", TRUST);

  /**
   * A jump host on the way took none of the credentials, or there was none to show it; {@link
   * Failure#jumpHost} says which.
   */
  public static final FailureKind JUMP_HOST_LOGIN_FAILED =
      permanent("jump-host-login-failed", AUTHENTICATION);

  /** Nobody has trusted this host key by an explicit act. */
  public static final FailureKind HOST_KEY_UNKNOWN = permanent("host-key-unknown", TRUST);

  /** The host key is another one than was trusted. Recorded as an alert. */
  public static final FailureKind HOST_KEY_CHANGED = permanent("host-key-changed", TRUST);

  /** The host key was revoked. */
  public static final FailureKind HOST_KEY_REVOKED = permanent("host-key-revoked", TRUST);

  /** The host certificate has expired, is for another host, or is signed by nobody we trust. */
  public static final FailureKind HOST_CERTIFICATE_INVALID =
      permanent("host-certificate-invalid", TRUST);

  /** The server took none of the credentials. */
  public static final FailureKind AUTHENTICATION_REFUSED =
      permanent("authentication-refused", AUTHENTICATION);

  /** A credential could not be read: a missing file, a wrong passphrase, no agent. */
  public static final FailureKind CREDENTIAL_UNAVAILABLE =
      permanent("credential-unavailable", AUTHENTICATION);

  /** No session became free within the acquire timeout. */
  public static final FailureKind POOL_EXHAUSTED = transientKind("pool-exhausted", CAPACITY);

  /** The server allows no further channel on its session. */
  public static final FailureKind CHANNEL_REFUSED = transientKind("channel-refused", CAPACITY);

  /** Too many commands are under way in this process. */
  public static final FailureKind BULKHEAD_FULL = transientKind("bulkhead-full", CAPACITY);

  /** New connections are limited, and the turn of this one did not come in time. */
  public static final FailureKind RATE_LIMITED = transientKind("rate-limited", CAPACITY);

  /** The node or its site failed lately; it is left alone for a while. */
  public static final FailureKind CIRCUIT_OPEN = transientKind("circuit-open", CAPACITY);

  /** The server refused the request to execute. */
  public static final FailureKind EXEC_REFUSED = permanent("exec-refused", REFUSAL);

  /** The server refused the subsystem, for instance SFTP. */
  public static final FailureKind SUBSYSTEM_REFUSED = permanent("subsystem-refused", REFUSAL);

  /** The login shell is none that arguments can be given to exactly. */
  public static final FailureKind UNSUPPORTED_SHELL = permanent("unsupported-shell", REFUSAL);

  /** The node does not let this login act as the other user without a password. */
  public static final FailureKind RUN_AS_REFUSED = permanent("run-as-refused", REFUSAL);

  /** No transport serves the endpoint, or the transport or node cannot do this. */
  public static final FailureKind UNSUPPORTED = permanent("unsupported", REFUSAL);

  /** The command destroys, and the executor has no approval gate. */
  public static final FailureKind APPROVAL_REQUIRED = permanent("approval-required", REFUSAL);

  /** The approval gate said no. */
  public static final FailureKind APPROVAL_REFUSED = permanent("approval-refused", REFUSAL);

  /** Something on the node is not as it was when the command was previewed. */
  public static final FailureKind MOVED_SINCE_PREVIEW = permanent("moved-since-preview", REFUSAL);

  /** The directory to run in is not there or may not be entered. */
  public static final FailureKind DIRECTORY_UNAVAILABLE =
      permanent("directory-unavailable", REFUSAL);

  /**
   * What must stand ready on the node before the command, such as a private file, could not be
   * made.
   */
  public static final FailureKind PREPARATION_FAILED = permanent("preparation-failed", REFUSAL);

  /**
   * The node can keep no journal for this user, so a command with a token was not run: his home
   * cannot be written, or the system does not tell one boot from another.
   */
  public static final FailureKind JOURNAL_UNAVAILABLE = permanent("journal-unavailable", REFUSAL);

  /**
   * The node has no such program, or this login may not run it; nothing of the command ran. Told by
   * the node's shell before it would run the program. Not asked for a command with a token, or one
   * that ends with its connection: then, and for a program that a script lacks, it is as a rule
   * {@code nonzero-exit} with 127.
   */
  public static final FailureKind PROGRAM_NOT_FOUND = permanent("program-not-found", REFUSAL);

  /** A secret source did not give the value. */
  public static final FailureKind SECRET_UNAVAILABLE = permanent("secret-unavailable", REFUSAL);

  /**
   * What the command was to read could not be had: the source of its standard input did not open,
   * or failed in the middle. In the latter case the command was ended, and never saw an end of
   * file.
   */
  public static final FailureKind INPUT_FAILED = permanent("input-failed", EXECUTION);

  /** The intent could not be recorded, so the command was not sent. */
  public static final FailureKind CHRONICLE_FAILED = permanent("chronicle-failed", REFUSAL);

  /** The fleet run ended before this node had its turn. */
  public static final FailureKind RUN_STOPPED = permanent("run-stopped", REFUSAL);

  /** The executor was closed. */
  public static final FailureKind EXECUTOR_CLOSED = permanent("executor-closed", REFUSAL);

  /** The deadline or the timeout of the attempt passed. */
  public static final FailureKind TIMED_OUT = transientKind("timed-out", EXECUTION);

  /** The caller cancelled the call or its thread was interrupted. */
  public static final FailureKind CANCELLED = permanent("cancelled", EXECUTION);

  /** The process ended with an exit status that does not count as success. */
  public static final FailureKind NONZERO_EXIT = permanent("nonzero-exit", EXECUTION);

  /** The process was ended by a signal that was not ours. */
  public static final FailureKind KILLED_BY_SIGNAL = permanent("killed-by-signal", EXECUTION);

  /** The output was longer than its limit. */
  public static final FailureKind OUTPUT_LIMIT = permanent("output-limit", EXECUTION);

  /** The channel closed without an exit status. */
  public static final FailureKind EXIT_UNKNOWN = transientKind("exit-unknown", EXECUTION);

  /**
   * The machine was restarted, or lost its journal, after the command's token was bound to it and
   * before there was a result.
   */
  public static final FailureKind NODE_RESTARTED = permanent("node-restarted", EXECUTION);

  /** The command's token was claimed, and what ran it was killed before there was a result. */
  public static final FailureKind RESULT_LOST = permanent("result-lost", EXECUTION);

  /** The node's journal knows nothing of the token: never claimed, or kept long enough. */
  public static final FailureKind NOT_RECORDED = permanent("not-recorded", EXECUTION);

  /** Detached work has no result yet. */
  public static final FailureKind STILL_RUNNING = permanent("still-running", EXECUTION);

  /**
   * A path of the node could not be read or written; the detail says why. Nothing was changed
   * there: a transfer puts its file in place as its last step.
   */
  public static final FailureKind PATH_FAILED = permanent("path-failed", EXECUTION);

  /** A view of files found nothing at a path. */
  public static final FailureKind PATH_NOT_FOUND = permanent("path-not-found", EXECUTION);

  /** The login may not look at a path. What is there, if anything, nobody can tell. */
  public static final FailureKind PATH_FORBIDDEN = permanent("path-forbidden", EXECUTION);

  /** A file is longer than the limit of its transfer; nothing of it was sent. */
  public static final FailureKind FILE_TOO_LARGE = permanent("file-too-large", EXECUTION);

  /** What arrived is not what was sent: its size or its digest differs. */
  public static final FailureKind TRANSFER_DAMAGED = transientKind("transfer-damaged", EXECUTION);

  /** The decoder does not understand the output. */
  public static final FailureKind UNDECODABLE = permanent("undecodable", DECODING);

  /** The output was cut, and its decoder works with whole output only. */
  public static final FailureKind OUTPUT_CUT = permanent("output-cut", DECODING);

  /** The node cannot tell this. */
  public static final FailureKind NOT_AVAILABLE = permanent("not-available", DECODING);

  /** The bytes are no WebAssembly module that a plugin may be. */
  public static final FailureKind PLUGIN_MALFORMED = permanent("plugin-malformed", REFUSAL);

  /** The plugin asks for functions or a version that this host does not offer. */
  public static final FailureKind PLUGIN_INCOMPATIBLE = permanent("plugin-incompatible", REFUSAL);

  /** The plugin cannot work without something that the caller does not grant. */
  public static final FailureKind PLUGIN_REFUSED_GRANT = permanent("plugin-refused-grant", REFUSAL);

  /** The plugin's package is damaged, revoked, or signed by nobody we trust. */
  public static final FailureKind PLUGIN_UNTRUSTED = permanent("plugin-untrusted", TRUST);

  /** The plugin did what WebAssembly forbids, or gave the host an address outside its memory. */
  public static final FailureKind PLUGIN_TRAPPED = permanent("plugin-trapped", EXECUTION);

  /** The plugin did not end within its deadline. */
  public static final FailureKind PLUGIN_TIMED_OUT = permanent("plugin-timed-out", EXECUTION);

  /** The plugin needs more memory than its limit. */
  public static final FailureKind PLUGIN_OVER_MEMORY = permanent("plugin-over-memory", EXECUTION);

  /** The plugin's answer is longer than its limit. */
  public static final FailureKind PLUGIN_OVER_OUTPUT = permanent("plugin-over-output", EXECUTION);

  /** The plugin called its host more often than its limit. */
  public static final FailureKind PLUGIN_OVER_CALLS = permanent("plugin-over-calls", EXECUTION);

  /** The plugin ended by itself and said that it could not do its work. */
  public static final FailureKind PLUGIN_FAILED = permanent("plugin-failed", EXECUTION);

  /** A fault in rebe or in code that was given to it. */
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
