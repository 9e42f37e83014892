package dog.rebe.cli.plugin;

import dog.rebe.change.Digest;
import dog.rebe.cli.input.BadInput;
import dog.rebe.cli.input.LocalFile;
import dog.rebe.sandbox.packaging.OwnerKey;
import dog.rebe.sandbox.packaging.PackageException;
import dog.rebe.sandbox.packaging.PluginPackage;
import dog.rebe.sandbox.packaging.Revocations;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;

/** A list of revocations that is being changed. */
final class Revoked {

  private final Set<String> keys;
  private final Set<Digest> packages;

  Revoked(Revocations list) {
    this.keys = new HashSet<>(list.keyIds());
    this.packages = new HashSet<>(list.packages());
  }

  boolean holds(OwnerKey key) {
    return keys.contains(key.id());
  }

  Revocations list(long serial) {
    return new Revocations(serial, keys, packages);
  }

  /** Puts something on the list: a digest, a key, or a file that holds a key or a package. */
  void add(String name) {
    if (!change(name, keys::add, packages::add)) {
      throw new BadInput(name + " is on the list already");
    }
  }

  /** Takes something off the list. */
  void remove(String name) {
    if (!change(name, keys::remove, packages::remove)) {
      throw new BadInput(name + " is not on the list");
    }
  }

  private static boolean change(
      String name, Predicate<String> changesKeys, Predicate<Digest> changesPackages) {
    if (name.matches(StoreOption.DIGEST)) {
      return changesPackages.test(new Digest(name));
    }
    try {
      if (name.startsWith(OwnerKey.PREFIX)) {
        return changesKeys.test(OwnerKey.parse(name).id());
      }
      byte[] content = LocalFile.bytes(Path.of(name), "What is revoked:");
      String text = new String(content, StandardCharsets.ISO_8859_1);
      return text.startsWith(OwnerKey.PREFIX)
          ? changesKeys.test(OwnerKey.parse(text).id())
          : changesPackages.test(PluginPackage.read(content).digest());
    } catch (PackageException e) {
      throw new BadInput(
          name
              + " is nothing that can be revoked: name a package, the 64 digits of its digest, or a"
              + " public key",
          e);
    }
  }
}
