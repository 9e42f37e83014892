package dog.rebe.sandbox.packaging;

import dog.rebe.change.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Packages in a folder of this machine, named by their digests. What is read is checked against its
 * digest, so a damaged file is an error and never a plugin. Several threads and processes may use
 * one folder; what was installed is there whole or not at all, also after a crash. It decides
 * nothing about trust.
 *
 * <p>In the folder: {@code blobs/sha256} with contents, {@code packages} with envelopes, {@code
 * names} with the digest that each name was installed with last, {@code pins}, {@code tmp}, and
 * {@code lock}.
 */
public final class PluginStore {

  private static final int MAX_ENVELOPE = 256 * 1024;
  private static final int DIGEST_LENGTH = 64;

  /** What a manifest's name may be, which is a name of a file too. */
  private static final String NAME = "[a-z0-9-]{1,64}";

  private static final String DIGEST = "[0-9a-f]{" + DIGEST_LENGTH + "}";

  private final Path blobs;
  private final Path packages;
  private final Path names;
  private final Path pins;
  private final StoreFiles files;

  private PluginStore(Path folder) throws IOException {
    this.blobs = Files.createDirectories(folder.resolve("blobs").resolve("sha256"));
    this.packages = Files.createDirectories(folder.resolve("packages"));
    this.names = Files.createDirectories(folder.resolve("names"));
    this.pins = Files.createDirectories(folder.resolve("pins"));
    this.files = new StoreFiles(folder);
  }

  /** The store in this folder, which is made if it is not there. */
  public static PluginStore open(Path folder) throws IOException {
    return new PluginStore(Objects.requireNonNull(folder, "folder"));
  }

  /**
   * Installs a package and pins it; one with the same contents only gets the new envelope, with its
   * signatures. Its name means this package from now on; another one of that name stays, under its
   * digest.
   *
   * @return its digest
   */
  public Digest install(PluginPackage plugin) throws IOException {
    return files.locked(
        () -> {
          List<Descriptor> parts = plugin.contents().parts();
          for (int i = 0; i < parts.size(); i++) {
            files.write(blobs.resolve(parts.get(i).digest().hex()), plugin.parts().get(i));
          }
          files.write(packages.resolve(plugin.digest().hex()), plugin.envelopeBytes());
          files.write(pins.resolve(plugin.digest().hex()), new byte[0]);
          files.write(
              names.resolve(plugin.manifest().name()),
              plugin.digest().hex().getBytes(StandardCharsets.US_ASCII));
          return plugin.digest();
        });
  }

  /**
   * The package that was installed last under this name, if it is still there.
   *
   * @throws PackageException if the store's note of it is damaged
   */
  public Optional<Digest> named(String name) throws IOException, PackageException {
    if (!name.matches(NAME)) {
      return Optional.empty();
    }
    String hex;
    try {
      hex = new String(bounded(names.resolve(name), DIGEST_LENGTH), StandardCharsets.US_ASCII);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    if (!hex.matches(DIGEST)) {
      throw new PackageException("The note of the store about the name " + name + " is damaged");
    }
    return Files.exists(packages.resolve(hex)) ? Optional.of(new Digest(hex)) : Optional.empty();
  }

  /**
   * Reads a package and checks all of it.
   *
   * @throws NoSuchFileException if there is none with this digest
   * @throws PackageException if a file of it is damaged
   */
  public PluginPackage read(Digest digest) throws IOException, PackageException {
    byte[] envelope = bounded(packages.resolve(digest.hex()), MAX_ENVELOPE);
    Contents contents = Contents.read(PluginPackage.envelope(envelope).payload());
    PluginPackage plugin =
        PluginPackage.of(
            envelope, part(contents.manifest()), part(contents.module()), part(contents.licence()));
    if (!plugin.digest().equals(digest)) {
      throw new PackageException("The package " + digest.abbreviated() + " is another one");
    }
    return plugin;
  }

  private byte[] part(Descriptor part) throws IOException, PackageException {
    return bounded(blobs.resolve(part.digest().hex()), part.sizeBytes());
  }

  private static byte[] bounded(Path file, long most) throws IOException, PackageException {
    if (Files.size(file) > most) {
      throw new PackageException("The file " + file.getFileName() + " of the store is too long");
    }
    return Files.readAllBytes(file);
  }

  /** The digests of all packages, sorted. */
  public List<Digest> list() throws IOException {
    // A listing that is made while others add and remove may miss what was there all the time
    return files.locked(this::listed);
  }

  private List<Digest> listed() throws IOException {
    Set<String> names = new TreeSet<>();
    try (Stream<Path> entries = Files.list(packages)) {
      entries.forEach(entry -> names.add(String.valueOf(entry.getFileName())));
    }
    return names.stream().filter(name -> name.matches(DIGEST)).map(Digest::new).toList();
  }

  /**
   * Keeps a package again from being collected, until {@link #unpin}.
   *
   * @throws NoSuchFileException if there is none with this digest
   */
  public void pin(Digest digest) throws IOException {
    files.<Digest, RuntimeException>locked(
        () -> {
          if (!Files.exists(packages.resolve(digest.hex()))) {
            throw new NoSuchFileException(digest.hex());
          }
          files.write(pins.resolve(digest.hex()), new byte[0]);
          return digest;
        });
  }

  /** Lets a package be collected. Idempotent. */
  public void unpin(Digest digest) throws IOException {
    files.<Digest, RuntimeException>locked(
        () -> {
          Files.deleteIfExists(pins.resolve(digest.hex()));
          return digest;
        });
  }

  /**
   * Removes the packages that are not pinned, and contents that no package has.
   *
   * @return the packages that were removed
   */
  public List<Digest> collect() throws IOException {
    return files.locked(
        () -> {
          List<Digest> removed = new ArrayList<>();
          Set<String> needed = new HashSet<>();
          for (Digest digest : listed()) {
            if (Files.exists(pins.resolve(digest.hex()))) {
              needed.addAll(parts(digest));
            } else {
              Files.deleteIfExists(packages.resolve(digest.hex()));
              removed.add(digest);
            }
          }
          files.removeAllBut(blobs, needed);
          for (Path note : StoreFiles.entries(names)) {
            if (meansNothing(String.valueOf(note.getFileName()))) {
              Files.deleteIfExists(note);
            }
          }
          files.removeLeftovers();
          return removed;
        });
  }

  private boolean meansNothing(String name) throws IOException {
    try {
      return named(name).isEmpty();
    } catch (PackageException e) {
      return true;
    }
  }

  private List<String> parts(Digest digest) throws IOException {
    try {
      byte[] envelope = bounded(packages.resolve(digest.hex()), MAX_ENVELOPE);
      return Contents.read(PluginPackage.envelope(envelope).payload()).parts().stream()
          .map(part -> part.digest().hex())
          .toList();
    } catch (PackageException e) {
      throw new IOException(
          "The pinned package " + digest + " is damaged, so nothing is removed: unpin it first", e);
    }
  }
}
