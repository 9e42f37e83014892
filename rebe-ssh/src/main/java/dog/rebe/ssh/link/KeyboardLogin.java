package dog.rebe.ssh.link;

import dog.rebe.ssh.key.PasswordSupplier;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.Executor;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.util.buffer.Buffer;

/**
 * Answers a keyboard-interactive login (RFC 4256) that asks for one thing, unseen: the password.
 * Many servers take passwords in no other way.
 */
final class KeyboardLogin extends LoginExchange {

  static final String NAME = "keyboard-interactive";

  private final Executor lookups;
  private boolean tried;
  private boolean answered;

  KeyboardLogin(Dial dial, Executor lookups) {
    super(NAME, dial);
    this.lookups = lookups;
  }

  @Override
  boolean next() throws IOException {
    if (tried || dial.login().password() == null) {
      return false;
    }
    tried = true;
    Buffer buffer = request();
    buffer.putString("");
    buffer.putString("");
    getClientSession().writePacket(buffer);
    return true;
  }

  @Override
  boolean answer(int message, Buffer buffer) throws IOException {
    if (message != SshConstants.SSH_MSG_USERAUTH_INFO_REQUEST) {
      throw new IOException("An unexpected answer to a login: message " + message);
    }
    buffer.getString();
    buffer.getString();
    buffer.getString();
    int prompts = buffer.getInt();
    boolean echoes = false;
    for (int i = 0; i < prompts && i < 8; i++) {
      buffer.getString();
      echoes |= buffer.getBoolean();
    }
    PasswordSupplier password = dial.login().password();
    if (prompts == 0) {
      reply(new byte[0], 0);
      return true;
    }
    if (prompts > 1 || echoes || answered || password == null) {
      dial.progress().offered("nothing to the " + prompts + " questions of the server");
      return false;
    }
    answered = true;
    dial.progress().offered("a password");
    lookups.execute(() -> fetchAndReply(password));
    return true;
  }

  private void fetchAndReply(PasswordSupplier supplier) {
    try {
      byte[] password = supplier.fetch();
      reply(password, 1);
      Arrays.fill(password, (byte) 0);
    } catch (IOException | RuntimeException e) {
      dial.progress().offered("a password that could not be had: " + e.getMessage());
      giveUp();
    }
  }

  private void reply(byte[] password, int answers) throws IOException {
    Buffer buffer = getClientSession().createBuffer(SshConstants.SSH_MSG_USERAUTH_INFO_RESPONSE);
    buffer.putUInt(answers);
    if (answers == 1) {
      buffer.putBytes(password);
    }
    getClientSession().writePacket(buffer);
  }
}
