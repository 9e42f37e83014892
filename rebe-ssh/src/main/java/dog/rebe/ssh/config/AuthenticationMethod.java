package dog.rebe.ssh.config;

import java.util.List;
import java.util.Optional;

/** A way to log in, as RFC 4252 and RFC 4256 name it. */
public enum AuthenticationMethod {
  /** {@code publickey}: keys from files or an agent. */
  PUBLIC_KEY("publickey"),
  /** {@code keyboard-interactive}: questions of the server and answers. */
  KEYBOARD_INTERACTIVE("keyboard-interactive"),
  /** {@code password}. */
  PASSWORD("password");

  private final String code;

  AuthenticationMethod(String code) {
    this.code = code;
  }

  /** The name on the wire. */
  public String code() {
    return code;
  }

  /** In the order in which ssh tries them. */
  static List<AuthenticationMethod> all() {
    return List.of(values());
  }

  static Optional<AuthenticationMethod> ofCode(String code) {
    return all().stream().filter(method -> method.code.equals(code)).findFirst();
  }
}
