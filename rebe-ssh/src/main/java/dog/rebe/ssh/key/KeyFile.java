package dog.rebe.ssh.key;

import dog.rebe.ssh.host.HostKeys;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.config.keys.OpenSshCertificate;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.jspecify.annotations.Nullable;

/**
 * A private key in a file: OpenSSH's own format, PEM or PKCS 8, with its certificate beside it if
 * there is one. Read again only when the file has changed.
 */
public final class KeyFile implements KeySource {

  private static final Set<PosixFilePermission> FOR_OTHERS =
      EnumSet.of(
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.GROUP_EXECUTE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE,
          PosixFilePermission.OTHERS_EXECUTE);
  private static final Pattern PUBLIC_KEY =
      Pattern.compile("\\s*(?:ssh-|ecdsa-sha2-|sk-ssh-|sk-ecdsa-)[\\w@.-]+ AAAA");
  private static final long MOST_BYTES = 64 * 1024;

  /** What tells that a key, who may use it, or its certificates have changed. */
  private record Stamp(
      FileTime modified,
      long sizeBytes,
      Optional<Object> identity,
      Set<PosixFilePermission> permissions,
      List<FileTime> certificates) {}

  private final Path path;
  private final List<Path> certificates;
  private final @Nullable Path required;
  private final @Nullable PasswordSupplier passphrase;
  private @Nullable Stamp stamp;
  private List<SigningKey> loaded = List.of();

  private KeyFile(
      Path path,
      List<Path> certificates,
      @Nullable Path required,
      @Nullable PasswordSupplier passphrase) {
    this.path = path;
    this.certificates = List.copyOf(certificates);
    this.required = required;
    this.passphrase = passphrase;
  }

  /**
   * A key.
   *
   * @param passphrase null if it is not encrypted
   */
  public static KeyFile of(Path path, @Nullable PasswordSupplier passphrase) {
    Path beside = path.resolveSibling(path.getFileName() + "-cert.pub");
    return new KeyFile(path, List.of(beside), null, passphrase);
  }

  /** The same key with the certificate in this file, which must be there and certify it. */
  public KeyFile withCertificate(Path file) {
    return new KeyFile(path, List.of(file), file, passphrase);
  }

  /** The same key with those of the certificates in these files in addition that certify it. */
  public KeyFile offering(List<Path> files) {
    return new KeyFile(
        path, Stream.concat(files.stream(), certificates.stream()).toList(), required, passphrase);
  }

  /**
   * Checks what can be checked without the passphrase.
   *
   * @throws IOException if the file cannot be used; the message names it and the remedy
   */
  public void check() throws IOException {
    if (passphrase == null) {
      keys();
    } else {
      check(attributes());
    }
  }

  @Override
  public synchronized List<SigningKey> keys() throws IOException {
    BasicFileAttributes attributes = attributes();
    Stamp now = stamp(attributes);
    if (!now.equals(stamp)) {
      check(attributes);
      loaded = load();
      stamp = now;
    }
    return loaded;
  }

  private void check(BasicFileAttributes attributes) throws IOException {
    if (!attributes.isRegularFile() || attributes.size() > MOST_BYTES) {
      throw new IOException(
          "The key file " + path + " is no private key: it is too large or no file");
    }
    requireNoPublicKey();
    requirePrivate(permissions(attributes));
    requireCertificate();
  }

  private Stamp stamp(BasicFileAttributes attributes) throws IOException {
    List<FileTime> certified = new ArrayList<>();
    for (Path certificate : existingCertificates()) {
      certified.add(Files.getLastModifiedTime(certificate));
    }
    return new Stamp(
        attributes.lastModifiedTime(),
        attributes.size(),
        Optional.ofNullable(attributes.fileKey()),
        permissions(attributes),
        certified);
  }

  private List<Path> existingCertificates() {
    List<Path> existing = new ArrayList<>();
    for (Path certificate : certificates) {
      if (Files.exists(certificate)) {
        existing.add(certificate);
      }
    }
    return existing;
  }

  private void requireCertificate() throws IOException {
    if (required != null && !Files.exists(required)) {
      throw new IOException("The certificate file " + required + " does not exist");
    }
  }

  private BasicFileAttributes attributes() throws IOException {
    try {
      return Files.readAttributes(path, PosixFileAttributes.class);
    } catch (UnsupportedOperationException e) {
      return Files.readAttributes(path, BasicFileAttributes.class);
    } catch (NoSuchFileException e) {
      throw new IOException("The key file " + path + " does not exist: name an existing one", e);
    }
  }

  /** Empty where the system has none of this kind. */
  private static Set<PosixFilePermission> permissions(BasicFileAttributes attributes) {
    return attributes instanceof PosixFileAttributes posix ? posix.permissions() : Set.of();
  }

  private void requireNoPublicKey() throws IOException {
    String text = Files.readString(path, StandardCharsets.ISO_8859_1);
    if (PUBLIC_KEY.matcher(text).lookingAt()) {
      String name = path.toString();
      throw new IOException(
          "The key file "
              + path
              + " holds the public half of a key: name the private half, "
              + (name.endsWith(".pub")
                  ? name.substring(0, name.length() - ".pub".length())
                  : "the file of the same name without .pub"));
    }
  }

  private void requirePrivate(Set<PosixFilePermission> permissions) throws IOException {
    if (permissions.stream().anyMatch(FOR_OTHERS::contains)) {
      throw new IOException(
          "The key file " + path + " can be used by others than its owner: run chmod 600 " + path);
    }
  }

  private List<SigningKey> load() throws IOException {
    KeyPair pair = readPrivateKey();
    List<SigningKey> keys = new ArrayList<>();
    for (Path file : existingCertificates()) {
      OpenSshCertificate certificate = readCertificate(file);
      if (HostKeys.of(certificate.getCertPubKey()).equals(HostKeys.of(pair.getPublic()))) {
        keys.add(new LoadedKey(certificate, pair.getPrivate(), file.toString()));
      } else if (file.equals(required)) {
        throw new IOException("The certificate " + file + " is not of the key " + path);
      }
    }
    keys.add(new LoadedKey(pair.getPublic(), pair.getPrivate(), path.toString()));
    return List.copyOf(keys);
  }

  private KeyPair readPrivateKey() throws IOException {
    Iterable<KeyPair> pairs;
    byte[] content = Files.readAllBytes(path);
    try {
      pairs =
          SecurityUtils.loadKeyPairIdentities(
              null,
              NamedResource.ofName(path.toString()),
              new ByteArrayInputStream(plain(content)),
              passwords());
    } catch (GeneralSecurityException | IOException | RuntimeException | LinkageError e) {
      throw new IOException(unreadable(e), e);
    } finally {
      Arrays.fill(content, (byte) 0);
    }
    if (pairs != null) {
      for (KeyPair pair : pairs) {
        return pair;
      }
    }
    throw new IOException(
        "The key file "
            + path
            + " holds no private key in OpenSSH, PEM or PKCS 8 format: name a file that ssh-keygen"
            + " made");
  }

  private byte[] plain(byte[] content) throws IOException, GeneralSecurityException {
    if (!EncryptedPkcs8.isIn(content)) {
      return content;
    }
    String given = passwords().getPassword(null, null, 0);
    if (given == null) {
      throw new GeneralSecurityException("encrypted");
    }
    return EncryptedPkcs8.decrypt(content, given.toCharArray());
  }

  private String unreadable(Throwable reason) {
    String text = String.valueOf(reason.getMessage()).toLowerCase(Locale.ROOT);
    boolean encrypted = text.contains("encrypted") || text.contains("passw");
    if (encrypted && passphrase == null) {
      return "The key file "
          + path
          + " is encrypted: give its passphrase as a secret, or load it into an SSH agent with"
          + " ssh-add";
    }
    return passphrase == null
        ? "The key file " + path + " cannot be read: " + reason.getMessage()
        : "The key file "
            + path
            + " cannot be read with the passphrase given: the passphrase is wrong, or the file is"
            + " damaged. Try ssh-keygen -y -f "
            + path;
  }

  private FilePasswordProvider passwords() {
    PasswordSupplier supplier = passphrase;
    if (supplier == null) {
      return FilePasswordProvider.EMPTY;
    }
    return (session, resource, tries) -> {
      byte[] bytes = supplier.fetch();
      try {
        return new String(bytes, StandardCharsets.UTF_8);
      } finally {
        Arrays.fill(bytes, (byte) 0);
      }
    };
  }

  private static OpenSshCertificate readCertificate(Path file) throws IOException {
    PublicKey key;
    String line = Files.readString(file, StandardCharsets.ISO_8859_1).strip();
    try {
      key =
          PublicKeyEntry.parsePublicKeyEntry(line)
              .resolvePublicKey(null, null, PublicKeyEntryResolver.FAILING);
    } catch (GeneralSecurityException | IOException | RuntimeException | LinkageError e) {
      throw new IOException("The file " + file + " holds no OpenSSH certificate", e);
    }
    if (key instanceof OpenSshCertificate certificate
        && certificate.getType() == OpenSshCertificate.Type.USER) {
      return certificate;
    }
    throw new IOException("The file " + file + " holds no OpenSSH user certificate");
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
