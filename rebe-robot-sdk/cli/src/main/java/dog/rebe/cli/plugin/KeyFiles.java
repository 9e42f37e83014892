package dog.rebe.cli.plugin;

import dog.rebe.cli.input.BadInput;
import dog.rebe.cli.input.LocalFile;
import dog.rebe.sandbox.packaging.OwnerKey;
import dog.rebe.sandbox.packaging.PackageException;
import dog.rebe.sandbox.packaging.SigningKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.Set;

/**
 * A private key in a file that only its owner may read, and the public key in the file beside it.
 */
final class KeyFiles {

  private KeyFiles() {}

  static Path publicFile(Path file) {
    return Path.of(file + ".pub");
  }

  static void write(Path file, SigningKey key) {
    try {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      try {
        // Nobody's public key is written over, and none is left beside a key that is not its own
        PluginFile.write(publicFile(file), (key.owner() + "\n").getBytes(StandardCharsets.UTF_8));
        Files.writeString(file, key.pem());
      } catch (BadInput | IOException e) {
        Files.delete(file);
        throw e;
      }
    } catch (FileAlreadyExistsException e) {
      throw PluginFile.thereAlready(file, e);
    } catch (IOException e) {
      throw new BadInput(file + " could not be made: " + e.getMessage(), e);
    }
  }

  static SigningKey read(Path file) {
    try {
      String secret = text(file, "--key");
      OwnerKey owner = OwnerKey.parse(text(publicFile(file), "The public key beside --key,"));
      return SigningKey.parse(secret, owner);
    } catch (PackageException e) {
      throw new BadInput(file + ": " + e.getMessage(), e);
    }
  }

  /** The keys of a file, one on each line; lines that begin with # are for people. */
  static Set<OwnerKey> trusted(Path file) {
    Set<OwnerKey> keys = new HashSet<>();
    for (String line : text(file, "--trust").lines().toList()) {
      if (!line.isBlank() && !line.startsWith("#")) {
        try {
          keys.add(OwnerKey.parse(line));
        } catch (PackageException e) {
          throw new BadInput(file + ": " + e.getMessage(), e);
        }
      }
    }
    if (keys.isEmpty()) {
      throw new BadInput("--trust " + file + " holds no key, so nothing is trusted: put one there");
    }
    return keys;
  }

  private static String text(Path file, String option) {
    return new String(LocalFile.bytes(file, option), StandardCharsets.UTF_8);
  }
}
