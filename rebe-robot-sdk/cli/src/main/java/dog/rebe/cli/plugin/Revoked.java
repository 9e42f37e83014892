package dog.rebe.cli.plugin;

import dog.rebe.change.Digest;
import dog.rebe.cli.input.BadInput;
import dog.rebe.cli.input.LocalFile;
import dog.rebe.sandbox.packaging.OwnerKey;
import dog.rebe.sandbox.packaging.PackageException;
import dog.rebe.sandbox.packaging.PluginPackage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;

/** One thing that somebody wants to have on a list of revocations, or off it. */
interface Revoked {

  /** Whether it was not there before. */
  boolean putOn(Set<String> keys, Set<Digest> packages);

  /** Whether it was there before. */
  boolean takeFrom(Set<String> keys, Set<Digest> packages);

  /** A key. */
  record KeyId(String id) implements Revoked {
    @Override
    public boolean putOn(Set<String> keys, Set<Digest> packages) {
      return keys.add(id);
    }

    @Override
    public boolean takeFrom(Set<String> keys, Set<Digest> packages) {
      return keys.remove(id);
    }
  }

  /** A package. */
  record PackageDigest(Digest digest) implements Revoked {
    @Override
    public boolean putOn(Set<String> keys, Set<Digest> packages) {
      return packages.add(digest);
    }

    @Override
    public boolean takeFrom(Set<String> keys, Set<Digest> packages) {
      return packages.remove(digest);
    }
  }

  /** What a word means: a digest, a key, or a file that holds a key or a package. */
  static Revoked of(String name) {
    if (name.matches(StoreOption.DIGEST)) {
      return new PackageDigest(new Digest(name));
    }
    try {
      if (name.startsWith(OwnerKey.PREFIX)) {
        return new KeyId(OwnerKey.parse(name).id());
      }
      byte[] content = LocalFile.bytes(Path.of(name), "What is revoked:");
      String text = new String(content, StandardCharsets.ISO_8859_1);
      return text.startsWith(OwnerKey.PREFIX)
          ? new KeyId(OwnerKey.parse(text).id())
          : new PackageDigest(PluginPackage.read(content).digest());
    } catch (PackageException e) {
      throw new BadInput(
          name
              + " is nothing that can be revoked: name a package, the 64 digits of its digest, or a"
              + " public key",
          e);
    }
  }
}
