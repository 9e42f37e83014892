package dog.rebe.realm;

import dog.rebe.change.Digest;
import dog.rebe.chronicle.note.SignedNote;
import dog.rebe.chronicle.note.SigningKey;
import dog.rebe.chronicle.note.VerifierKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The folder of a realm:
 *
 * <pre>
 * realm         what the owner signed: name, keys, budgets, and a digest of each file below
 * inventory/    files that name the machines
 * policies/     files that say what is allowed
 * chronicle/    the record
 * </pre>
 *
 * <p>The owner's private key need not lie on the machine that loads the realm, and should not: with
 * it anybody can change the rules. Files of {@code inventory} and {@code policies} lie directly in
 * their folder and have plain names; hidden ones are no part of the realm.
 */
public final class RealmFolder {

  private static final long MAX_FILE_BYTES = 16L * 1024 * 1024;
  private static final String NAMES = "[A-Za-z0-9_][A-Za-z0-9._-]*";

  private final Path folder;

  private RealmFolder(Path folder) {
    this.folder = folder;
  }

  /** The realm in this folder. Nothing is read yet. */
  public static RealmFolder of(Path folder) {
    return new RealmFolder(folder.toAbsolutePath());
  }

  /**
   * Signs what lies in the folder now, as its owner.
   *
   * @param terms name, keys and budgets
   * @param owner the owner's key, which is neither an approver's nor the chronicle's
   * @throws RealmException if a file cannot be read, or the folder is another owner's realm
   */
  public Realm sign(RealmTerms terms, SigningKey owner) {
    if (Files.exists(file())) {
      refuseOther(RealmId.of(owner.verifier()), read().owner());
    }
    if (Stream.concat(Stream.of(terms.chronicleKey()), terms.approvers().stream())
        .anyMatch(key -> RealmId.of(key).equals(RealmId.of(owner.verifier())))) {
      throw new RealmException(
          "The owner's key is the chronicle's or an approver's, too: give each a key of its own");
    }
    SortedMap<String, Digest> digests = new TreeMap<>();
    files().forEach((name, bytes) -> digests.put(name, digest(bytes)));
    RealmText text = new RealmText(owner.verifier(), terms, digests);
    Path unfinished = file().resolveSibling(".realm.unfinished");
    try {
      Files.write(unfinished, owner.sign(text.text()).bytes());
      Files.move(unfinished, file(), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new RealmException("The realm " + file() + " cannot be written (" + e + ")", e);
    }
    return load(RealmId.of(owner.verifier()));
  }

  /**
   * Loads the realm, if all of it is what its owner signed. Blocks on the disk.
   *
   * @param expected whose realm it must be; it must have reached you by another way than the folder
   * @throws RealmException if it is another owner's, or a file was changed, added or removed
   */
  public Realm load(RealmId expected) {
    RealmText signed = read();
    refuseOther(expected, signed.owner());
    SortedMap<String, byte[]> files = files();
    SortedMap<String, byte[]> inventory = new TreeMap<>();
    SortedMap<String, byte[]> policies = new TreeMap<>();
    for (String name : files.keySet()) {
      byte[] bytes = files.get(name);
      if (!digest(bytes).equals(signed.files().get(name))) {
        throw new RealmException(
            "The file "
                + name
                + " of "
                + folder
                + " is not what the owner signed: it was changed or added. Put the signed one back,"
                + " or let the owner sign this one");
      }
      SortedMap<String, byte[]> part = name.startsWith("policies/") ? policies : inventory;
      part.put(name.substring(name.indexOf('/') + 1), bytes);
    }
    for (String name : signed.files().keySet()) {
      if (!files.containsKey(name)) {
        throw new RealmException(
            "The file "
                + name
                + " of "
                + folder
                + " is missing, and the owner signed it. Put it back, or let the owner sign anew");
      }
    }
    return new Realm(signed.owner(), signed.terms(), folder, inventory, policies);
  }

  /**
   * Whose realm the folder says it is, by a signature of that owner. Whether that is the owner whom
   * you mean, only somebody else can tell you.
   *
   * @throws RealmException if it is no realm, or its signature is wrong
   */
  public RealmId signedId() {
    return RealmId.of(read().owner());
  }

  /**
   * Name, keys and budgets as they were signed last, for an owner who signs anew; the files are not
   * looked at.
   *
   * @throws RealmException if it is no realm, or its signature is wrong
   */
  public RealmTerms signedTerms() {
    return read().terms();
  }

  private void refuseOther(RealmId expected, VerifierKey owner) {
    if (!RealmId.of(owner).equals(expected)) {
      throw new RealmException(
          "The folder "
              + folder
              + " is the realm "
              + RealmId.of(owner)
              + " of "
              + owner.name()
              + ", not "
              + expected
              + ": name the right folder, or the right owner");
    }
  }

  private RealmText read() {
    try {
      SignedNote note = SignedNote.parse(Files.readAllBytes(file()));
      RealmText text = RealmText.parse(note.text());
      if (!note.isSignedBy(text.owner())) {
        throw new RealmException(
            "The file "
                + file()
                + " is not signed by "
                + text.owner()
                + ", whose realm it says to be");
      }
      return text;
    } catch (NoSuchFileException e) {
      throw new RealmException(
          "The folder " + folder + " is no realm: its owner has not signed it yet", e);
    } catch (IOException | IllegalArgumentException e) {
      throw new RealmException(
          "The file " + file() + " cannot be read (" + e.getMessage() + ")", e);
    }
  }

  private Path file() {
    return folder.resolve("realm");
  }

  private SortedMap<String, byte[]> files() {
    SortedMap<String, byte[]> files = new TreeMap<>();
    addFiles("inventory", files);
    addFiles("policies", files);
    return files;
  }

  private void addFiles(String part, SortedMap<String, byte[]> files) {
    Path folderOfPart = folder.resolve(part);
    if (!Files.isDirectory(folderOfPart, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (Stream<Path> all = Files.list(folderOfPart)) {
      for (Path file : all.sorted().toList()) {
        String name = String.valueOf(file.getFileName());
        if (name.startsWith(".")) {
          continue;
        }
        if (!name.matches(NAMES) || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
          throw new RealmException(
              "'" + file + "' is no plain file with a plain name: realms have only such");
        }
        if (Files.size(file) > MAX_FILE_BYTES) {
          throw new RealmException(
              "The file " + file + " has more than " + MAX_FILE_BYTES + " bytes");
        }
        files.put(part + "/" + name, Files.readAllBytes(file));
      }
    } catch (IOException e) {
      throw new RealmException("The folder " + folderOfPart + " cannot be read (" + e + ")", e);
    }
  }

  private static Digest digest(byte[] bytes) {
    try {
      return new Digest(
          HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
