package dog.rebe.ssh.config;

import java.util.Map;
import java.util.function.Supplier;

/**
 * Puts in what tokens ({@code %h}) and, where they are allowed, variables ({@code ${HOME}}) stand
 * for. See ssh_config(5), TOKENS and ENVIRONMENT VARIABLES.
 */
final class TokenText {

  private final Map<Character, Supplier<String>> tokens;
  private final Map<String, String> environment;
  private final Directive directive;

  /**
   * For one directive.
   *
   * @param tokens those that it accepts, beside {@code %%}
   * @param environment the variables; none if it accepts none
   * @param directive for messages
   */
  TokenText(
      Map<Character, Supplier<String>> tokens,
      Map<String, String> environment,
      Directive directive) {
    this.tokens = tokens;
    this.environment = environment;
    this.directive = directive;
  }

  /** Only tokens. */
  String withTokens(String text) {
    return expand(text, false);
  }

  /** Tokens and variables. */
  String withTokensAndVariables(String text) {
    return expand(text, true);
  }

  private String expand(String text, boolean variables) {
    StringBuilder expanded = new StringBuilder();
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i++);
      if (c == '%') {
        expanded.append(token(text, i++));
      } else if (variables && c == '$' && text.startsWith("{", i)) {
        int end = text.indexOf('}', i);
        expanded.append(variable(text, i + 1, end));
        i = end + 1;
      } else {
        expanded.append(c);
      }
    }
    return expanded.toString();
  }

  private String token(String text, int at) {
    char token = at < text.length() ? text.charAt(at) : ' ';
    if (token == '%') {
      return "%";
    }
    Supplier<String> value = tokens.get(token);
    if (value == null) {
      throw directive.error(
          "has a token that it does not know, %" + ValueForm.shown(String.valueOf(token)),
          "Write %% for a percent sign");
    }
    return value.get();
  }

  private String variable(String text, int start, int end) {
    String name = end < 0 ? "" : text.substring(start, end);
    if (name.isEmpty()) {
      throw directive.error("has a variable without a name or a closing bracket", "Write ${NAME}");
    }
    String value = environment.get(name);
    if (value == null) {
      throw directive.error(
          "needs the environment variable " + ValueForm.shown(name) + ", which is not set",
          "Set it, or write its value out");
    }
    return value;
  }
}
