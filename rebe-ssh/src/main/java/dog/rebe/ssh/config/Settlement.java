package dog.rebe.ssh.config;

import dog.rebe.node.Endpoint;
import dog.rebe.ssh.config.DirectiveRule.Refused;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Makes settings of the lines that count for a host: checks, expands, fills in defaults. */
final class Settlement {

  private static final List<String> DEFAULT_IDENTITIES =
      List.of("id_rsa", "id_ecdsa", "id_ed25519");
  private static final List<String> DEFAULT_KNOWN_HOSTS = List.of("known_hosts", "known_hosts2");
  private static final Path SYSTEM_FOLDER = Path.of("/etc/ssh");
  private static final String AGENT_VARIABLE = "SSH_AUTH_SOCK";
  private static final int DEFAULT_ALIVE_COUNT = 3;

  private final Obtained obtained;
  private final LocalUser local;
  private final String hostName;
  private final String user;
  private final int port;
  private final List<JumpHop> jumps;

  private Settlement(Obtained obtained, LocalUser local) {
    this.obtained = obtained;
    this.local = local;
    this.hostName = HostText.canonical(obtained.hostName());
    this.user = obtained.user();
    this.port = obtained.port();
    this.jumps = obtained.first("proxyjump").map(this::jumps).orElse(List.of());
  }

  static HostSettings settle(Obtained obtained, LocalUser local) {
    requireSupported(obtained);
    return new Settlement(obtained, local).settings();
  }

  private static void requireSupported(Obtained obtained) {
    obtained.all().stream()
        .filter(Settlement::isRefused)
        .min(
            Comparator.comparing((Directive d) -> d.place().file())
                .thenComparing(d -> d.place().line()))
        .ifPresent(
            directive -> {
              Refused rule = (Refused) DirectiveRules.of(directive.keyword()).orElseThrow();
              throw directive.error(
                  ValueForm.shown(directive.rest()) + " is not supported", rule.remedy());
            });
  }

  private static boolean isRefused(Directive directive) {
    return DirectiveRules.of(directive.keyword())
        .filter(rule -> rule instanceof Refused refused && !refused.accepts(directive))
        .isPresent();
  }

  private HostSettings settings() {
    requireEndpoint();
    return new HostSettings(
        obtained.alias(), hostName, user, port, jumps, login(), trust(), connection());
  }

  private void requireEndpoint() {
    obtained
        .first("user")
        .filter(directive -> directive.argument().indexOf('%') >= 0)
        .ifPresent(
            directive -> {
              throw directive.error(
                  "with a token means different things to different versions of OpenSSH",
                  "Write the name out");
            });
    try {
      Endpoint.ssh(user, hostName, port);
    } catch (IllegalArgumentException e) {
      String problem = String.valueOf(e.getMessage());
      String remedy = "Give another login name, with User";
      throw obtained
          .first("user")
          .map(directive -> directive.error("cannot be used: " + problem, remedy))
          .orElseGet(() -> SshConfigException.of(obtained.alias() + ": " + problem, remedy));
    }
  }

  private List<JumpHop> jumps(Directive directive) {
    Map<Character, Supplier<String>> tokens = new HashMap<>();
    tokens.put('h', () -> hostName);
    tokens.put('n', obtained::alias);
    tokens.put('p', () -> String.valueOf(port));
    tokens.put('r', () -> user);
    TokenText text = new TokenText(tokens, Map.of(), directive);
    List<JumpHop> expanded = new ArrayList<>();
    for (JumpHop hop : JumpHop.read(directive)) {
      Optional<String> hopUser = hop.user().map(text::withTokens);
      String host = text.withTokens(hop.host());
      try {
        Endpoint.ssh(hopUser.orElse("none"), host, hop.port().orElse(22));
      } catch (IllegalArgumentException e) {
        throw directive.error(
            "cannot be used: " + e.getMessage(), "Give other names to go through");
      }
      if (!HostText.isUsable(host)) {
        throw directive.error(
            "cannot go through " + ValueForm.shown(host), "Write the name or address of a host");
      }
      expanded.add(new JumpHop(hopUser, host, hop.port()));
    }
    return expanded;
  }

  private LoginSettings login() {
    boolean given = !obtained.identityFiles().isEmpty();
    List<Path> identities =
        given ? files(obtained.identityFiles()) : inSshFolder(DEFAULT_IDENTITIES);
    return new LoginSettings(
        identities,
        given,
        files(obtained.certificateFiles()),
        obtained.first("identitiesonly").map(ValueForm::flag).orElse(false),
        agent(),
        methods());
  }

  private List<Path> files(List<Directive> directives) {
    return directives.stream()
        .filter(directive -> !directive.isNone())
        .map(directive -> file(directive, directive.argument()))
        .distinct()
        .toList();
  }

  private List<Path> inSshFolder(List<String> names) {
    return names.stream().map(name -> local.home().resolve(".ssh").resolve(name)).toList();
  }

  /** As in OpenSSH, {@code ~} counts only where it was written, not where a token put it. */
  private Path file(Directive directive, String value) {
    TokenText text = text(directive);
    return value.startsWith("~")
        ? Path.of(
            text.withTokensAndVariables(HomePath.expand(value, local.home(), directive).toString()))
        : Path.of(text.withTokensAndVariables(value));
  }

  private Optional<Path> agent() {
    Optional<Directive> directive = obtained.first("identityagent");
    String value =
        directive
            .map(d -> d.isNone() ? "" : agent(d))
            .orElseGet(() -> local.environment().getOrDefault(AGENT_VARIABLE, ""));
    return value.isEmpty() ? Optional.empty() : Optional.of(Path.of(value));
  }

  private String agent(Directive directive) {
    String value = file(directive, directive.argument()).toString();
    if (value.equals(AGENT_VARIABLE)) {
      return local.environment().getOrDefault(AGENT_VARIABLE, "");
    }
    return value.startsWith("$") ? local.environment().getOrDefault(value.substring(1), "") : value;
  }

  private List<AuthenticationMethod> methods() {
    List<AuthenticationMethod> methods =
        new ArrayList<>(
            obtained
                .first("preferredauthentications")
                .map(Settlement::preferred)
                .orElse(AuthenticationMethod.all()));
    if (!obtained.first("pubkeyauthentication").map(ValueForm::publicKey).orElse(true)) {
      methods.remove(AuthenticationMethod.PUBLIC_KEY);
    }
    if (!obtained.first("passwordauthentication").map(ValueForm::flag).orElse(true)) {
      methods.remove(AuthenticationMethod.PASSWORD);
    }
    if (!obtained.first("kbdinteractiveauthentication").map(ValueForm::flag).orElse(true)) {
      methods.remove(AuthenticationMethod.KEYBOARD_INTERACTIVE);
    }
    if (methods.isEmpty()) {
      throw obtained
          .first("preferredauthentications")
          .or(() -> obtained.first("pubkeyauthentication"))
          .orElseThrow()
          .error(
              "leaves no way to log in",
              "Allow one of publickey, keyboard-interactive and password");
    }
    return methods;
  }

  private static List<AuthenticationMethod> preferred(Directive directive) {
    return List.of(directive.lowerCaseArgument().split(",", -1)).stream()
        .flatMap(code -> AuthenticationMethod.ofCode(code).stream())
        .distinct()
        .toList();
  }

  private TrustSettings trust() {
    return new TrustSettings(
        obtained.first("hostkeyalias").map(d -> d.argument().toLowerCase(Locale.ROOT)),
        obtained
            .first("userknownhostsfile")
            .map(d -> knownHosts(d, true))
            .orElseGet(() -> inSshFolder(DEFAULT_KNOWN_HOSTS)),
        obtained
            .first("globalknownhostsfile")
            .map(d -> knownHosts(d, false))
            .orElseGet(
                () ->
                    DEFAULT_KNOWN_HOSTS.stream()
                        .map(name -> SYSTEM_FOLDER.resolve("ssh_" + name))
                        .toList()),
        obtained.first("hashknownhosts").map(ValueForm::flag).orElse(false));
  }

  private List<Path> knownHosts(Directive directive, boolean expanded) {
    if (directive.isNone()) {
      return List.of();
    }
    return directive.list().stream()
        .map(
            value ->
                expanded ? file(directive, value) : HomePath.expand(value, local.home(), directive))
        .toList();
  }

  private ConnectionSettings connection() {
    return new ConnectionSettings(
        obtained.first("addressfamily").map(ValueForm::addressFamily).orElse(AddressFamily.ANY),
        obtained.first("connecttimeout").flatMap(ValueForm::time),
        obtained.first("serveraliveinterval").flatMap(ValueForm::time),
        obtained.first("serveralivecountmax").map(ValueForm::count).orElse(DEFAULT_ALIVE_COUNT));
  }

  private TokenText text(Directive directive) {
    Map<Character, Supplier<String>> tokens = new HashMap<>();
    tokens.put('C', () -> connectionDigest(directive));
    tokens.put('d', () -> local.home().toString());
    tokens.put('h', () -> hostName);
    tokens.put(
        'i', () -> String.valueOf(known(local.id().stream().boxed().findFirst(), directive)));
    tokens.put('k', () -> obtained.first("hostkeyalias").map(this::alias).orElse(obtained.alias()));
    tokens.put('L', () -> machine(directive).replaceFirst("\\..*", ""));
    tokens.put('l', () -> machine(directive));
    tokens.put('n', obtained::alias);
    tokens.put('p', () -> String.valueOf(port));
    tokens.put('r', () -> user);
    tokens.put('u', local::name);
    return new TokenText(tokens, local.environment(), directive);
  }

  private String alias(Directive directive) {
    return directive.argument().toLowerCase(Locale.ROOT);
  }

  private String machine(Directive directive) {
    return known(local.machine(), directive);
  }

  private static <T> T known(Optional<T> value, Directive directive) {
    return value.orElseThrow(
        () ->
            directive.error(
                "needs this user's id or this machine's name, which cannot be learned here",
                "Write it out"));
  }

  /** Newer versions of OpenSSH count the jump hosts in, older ones do not. */
  private String connectionDigest(Directive directive) {
    if (!jumps.isEmpty()) {
      throw directive.error(
          "with %C and jump hosts means different things to different versions of OpenSSH",
          "Use other tokens");
    }
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-1");
      String text = machine(directive) + hostName + port + user;
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-1", e);
    }
  }
}
