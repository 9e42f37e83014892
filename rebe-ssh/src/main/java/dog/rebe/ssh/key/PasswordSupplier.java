package dog.rebe.ssh.key;

import java.io.IOException;

/** Fetches a password for one login. May block; never called on an I/O thread. */
@FunctionalInterface
public interface PasswordSupplier {

  /** The password's bytes in UTF-8; the caller overwrites them. */
  byte[] fetch() throws IOException;
}
