package dog.rebe.ssh.config;

import dog.rebe.outcome.VisibleText;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** What the values of a directive must look like. Checked in every block, whoever it is about. */
enum ValueForm {
  ONE,
  WORDS,
  LIST,
  FLAG,
  PUBLIC_KEY,
  PORT,
  COUNT,
  TIME,
  ADDRESS_FAMILY,
  JUMPS;

  private static final Map<String, Boolean> FLAGS =
      Map.of("yes", true, "true", true, "no", false, "false", false);

  /**
   * Reads the values and throws them away.
   *
   * @throws SshConfigException if they do not have this form
   */
  void require(Directive directive) {
    Object unused =
        switch (this) {
          case ONE -> directive.argument();
          case WORDS -> directive.words();
          case LIST -> directive.list();
          case FLAG -> flag(directive);
          case PUBLIC_KEY -> publicKey(directive);
          case PORT -> port(directive);
          case COUNT -> count(directive);
          case TIME -> time(directive);
          case ADDRESS_FAMILY -> addressFamily(directive);
          case JUMPS -> JumpHop.read(directive);
        };
  }

  static boolean flag(Directive directive) {
    Boolean flag = FLAGS.get(directive.lowerCaseArgument());
    if (flag == null) {
      throw wrong(directive, "yes or no");
    }
    return flag;
  }

  /** The other two values say something about the agent, and yes about this. */
  static boolean publicKey(Directive directive) {
    String value = directive.lowerCaseArgument();
    return value.equals("unbound") || value.equals("host-bound") || flag(directive);
  }

  static int port(Directive directive) {
    return port(directive.argument())
        .orElseThrow(() -> wrong(directive, "a number from 1 to 65535"));
  }

  /** Empty if the text is no port. */
  static OptionalInt port(String text) {
    boolean number = !text.isEmpty() && text.length() <= 5 && isDigits(text);
    int port = number ? Integer.parseInt(text) : 0;
    return port >= 1 && port <= 65_535 ? OptionalInt.of(port) : OptionalInt.empty();
  }

  static int count(Directive directive) {
    String text = directive.argument();
    if (text.length() > 9 || !isDigits(text)) {
      throw wrong(directive, "a number, 0 or more");
    }
    return Integer.parseInt(text);
  }

  /** Empty for none and for zero, which mean that there is no such time. */
  static Optional<Duration> time(Directive directive) {
    String text = directive.argument();
    if (text.equals("none")) {
      return Optional.empty();
    }
    Duration time =
        TimeFormat.parse(text)
            .orElseThrow(() -> wrong(directive, "a time such as 30, 90s, 5m or 1h30m"));
    return time.isZero() ? Optional.empty() : Optional.of(time);
  }

  static AddressFamily addressFamily(Directive directive) {
    return switch (directive.lowerCaseArgument()) {
      case "any" -> AddressFamily.ANY;
      case "inet" -> AddressFamily.IPV4;
      case "inet6" -> AddressFamily.IPV6;
      default -> throw wrong(directive, "any, inet or inet6");
    };
  }

  private static SshConfigException wrong(Directive directive, String right) {
    return directive.error("cannot be " + shown(directive.argument()), "Write " + right);
  }

  private static boolean isDigits(String text) {
    return text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  static String shown(String value) {
    return VisibleText.line(value, 80);
  }
}
