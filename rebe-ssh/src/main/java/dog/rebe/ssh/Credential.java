package dog.rebe.ssh;

import dog.rebe.command.Secret;
import dog.rebe.ssh.key.Agent;
import dog.rebe.ssh.key.KeyFile;
import dog.rebe.ssh.key.KeySource;
import dog.rebe.ssh.key.PasswordSupplier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executor;

/**
 * Something to log in with. Several may be given: keys are offered in their order, then a password.
 * Immutable.
 */
public sealed interface Credential {

  /**
   * A private key that is not encrypted, in OpenSSH's own format, PEM or PKCS 8. If {@code
   * <file>-cert.pub} exists beside it, the OpenSSH user certificate in it is offered first. The
   * file is read when the transport is built, and again when it has changed.
   */
  static Credential keyFile(Path file) {
    return new PrivateKey(KeyFile.of(file, null));
  }

  /**
   * A private key that is encrypted with this passphrase, which is fetched when the key is first
   * needed, and again when the file has changed.
   */
  static Credential keyFile(Path file, Secret passphrase) {
    return new PrivateKey(KeyFile.of(file, supplier(passphrase)));
  }

  /** A private key with the OpenSSH user certificate in this file, which must be there. */
  static Credential certificate(Path file, Path certificate) {
    return new PrivateKey(KeyFile.of(file, null).withCertificate(certificate));
  }

  /**
   * All keys of the SSH agent that listens on this Unix socket, which must be there when the
   * transport is built. They never leave it; it is asked for each new connection.
   */
  static Credential agent(Path socket) {
    return new AgentKeys(socket);
  }

  /**
   * All keys of the SSH agent that the environment names.
   *
   * @param environment such as {@link System#getenv()}
   * @throws IllegalArgumentException if it names none in {@code SSH_AUTH_SOCK}
   */
  static Credential agent(Map<String, String> environment) {
    String socket = environment.get("SSH_AUTH_SOCK");
    if (socket == null || socket.isEmpty()) {
      throw new IllegalArgumentException(
          "No SSH agent is known: SSH_AUTH_SOCK is not set. Start one, or name a key file");
    }
    return agent(Path.of(socket));
  }

  /**
   * A password, by the methods {@code password} and {@code keyboard-interactive}, tried once by
   * each. It is fetched when a server asks for it.
   */
  static Credential password(Secret password) {
    return new Password(supplier(password));
  }

  private static PasswordSupplier supplier(Secret secret) {
    return () -> secret.source().fetch(secret.name());
  }

  /** A key in a file. */
  final class PrivateKey implements Credential {
    private final KeyFile file;

    private PrivateKey(KeyFile file) {
      this.file = file;
    }

    KeySource source() {
      return file;
    }

    /** Refuses what can be told to be unusable at once. */
    void check() {
      try {
        file.check();
      } catch (IOException e) {
        throw new IllegalArgumentException(e.getMessage(), e);
      }
    }

    @Override
    public String toString() {
      return file.toString();
    }
  }

  /** The keys of an agent. */
  final class AgentKeys implements Credential {
    private final Path socket;

    private AgentKeys(Path socket) {
      this.socket = socket;
    }

    /** Refuses an agent that cannot be there. */
    void check() {
      if (!Files.exists(socket)) {
        throw new IllegalArgumentException(
            "No SSH agent listens at "
                + socket
                + ": there is no such socket. Start an agent, check SSH_AUTH_SOCK, or name a key"
                + " file");
      }
    }

    KeySource source(Duration within, Executor signing) {
      return new Agent(socket, within, signing);
    }

    @Override
    public String toString() {
      return "agent at " + socket;
    }
  }

  /** A password. */
  final class Password implements Credential {
    private final PasswordSupplier supplier;

    private Password(PasswordSupplier supplier) {
      this.supplier = supplier;
    }

    PasswordSupplier supplier() {
      return supplier;
    }

    @Override
    public String toString() {
      return "***";
    }
  }
}
