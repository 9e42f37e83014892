package dog.rebe.ssh.link;

import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.apache.sshd.client.auth.UserAuth;
import org.apache.sshd.client.auth.UserAuthFactory;
import org.apache.sshd.client.session.ClientSession;

/** The ways to log in (RFC 4252), in the order in which they are tried. */
record LoginMethod(String name, Function<Dial, UserAuth> start) implements UserAuthFactory {

  static List<UserAuthFactory> all(Executor lookups) {
    return List.of(
        new LoginMethod(PublicKeyLogin.NAME, PublicKeyLogin::new),
        new LoginMethod(PasswordLogin.NAME, dial -> new PasswordLogin(dial, lookups)),
        new LoginMethod(KeyboardLogin.NAME, dial -> new KeyboardLogin(dial, lookups)));
  }

  @Override
  public String getName() {
    return name;
  }

  @Override
  public UserAuth createUserAuth(ClientSession session) {
    Dial dial = Dial.of(session);
    if (dial == null) {
      throw new IllegalStateException("A session that nobody dialled");
    }
    return start.apply(dial);
  }
}
