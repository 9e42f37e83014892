package dog.rebe.ssh.link;

import dog.rebe.ssh.key.PasswordSupplier;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.Executor;
import org.apache.sshd.common.util.buffer.Buffer;

/** Logs in with a password (RFC 4252, section 8), tried once. */
final class PasswordLogin extends LoginExchange {

  static final String NAME = "password";

  private final Executor lookups;
  private boolean tried;

  PasswordLogin(Dial dial, Executor lookups) {
    super(NAME, dial);
    this.lookups = lookups;
  }

  @Override
  boolean next() {
    PasswordSupplier password = dial.login().password();
    if (tried || password == null) {
      return false;
    }
    tried = true;
    dial.progress().offered("a password");
    lookups.execute(() -> send(password));
    return true;
  }

  /** The server wants another password, which nobody can give it. */
  @Override
  boolean answer(int message, Buffer buffer) {
    dial.progress().offered("a password that the server calls expired");
    return false;
  }

  private void send(PasswordSupplier supplier) {
    try {
      byte[] password = supplier.fetch();
      Buffer buffer = request();
      buffer.putBoolean(false);
      buffer.putBytes(password);
      Arrays.fill(password, (byte) 0);
      getClientSession().writePacket(buffer);
    } catch (IOException | RuntimeException e) {
      dial.progress().offered("a password that could not be had: " + e.getMessage());
      giveUp();
    }
  }
}
