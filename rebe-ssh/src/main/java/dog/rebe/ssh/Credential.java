package dog.rebe.ssh;

import dog.rebe.command.Secret;
import dog.rebe.ssh.key.KeyFile;
import dog.rebe.ssh.key.PasswordSupplier;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Something to log in with. Several may be given; they are offered in their order. Immutable. */
public final class Credential {

  private final Path path;
  private final @Nullable KeyFile keyFile;

  private Credential(Path path, @Nullable KeyFile keyFile) {
    this.path = path;
    this.keyFile = keyFile;
  }

  /**
   * A private key that is not encrypted, in OpenSSH's own format, PEM or PKCS 8. If {@code
   * <file>-cert.pub} exists beside it, the certificate in it is offered first.
   */
  public static Credential keyFile(Path file) {
    return new Credential(file, KeyFile.of(file, null));
  }

  /** A private key that is encrypted with this passphrase. */
  public static Credential keyFile(Path file, Secret passphrase) {
    return new Credential(file, KeyFile.of(file, supplier(passphrase)));
  }

  private static PasswordSupplier supplier(Secret secret) {
    return () -> secret.source().fetch(secret.name());
  }

  @Nullable KeyFile keys() {
    return keyFile;
  }

  /** Checks what can be checked at once. */
  void check() {
    if (keyFile != null) {
      try {
        keyFile.check();
      } catch (IOException e) {
        throw new IllegalArgumentException(e.getMessage(), e);
      }
    }
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
