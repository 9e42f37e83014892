package dog.rebe.sandbox.packaging;

import dog.rebe.change.Digest;
import dog.rebe.sandbox.ManifestException;
import dog.rebe.sandbox.PluginManifest;
import dog.rebe.sandbox.module.ManifestSection;
import dog.rebe.sandbox.module.ModuleReader;
import dog.rebe.sandbox.module.RefusedModuleException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * A plugin as it travels, in one file: the line {@code rebe-plugin-1}, the length of an envelope as
 * four bytes, the envelope with the list of contents and the signatures over it, and the contents:
 * manifest, module, licence. All of it is bound by the digest. Immutable; checked when it is made.
 */
public final class PluginPackage {

  /** The longest module, and the longest part of a package. */
  static final int MAX_BYTES = 64 * 1024 * 1024;

  private static final byte[] MAGIC = "rebe-plugin-1\n".getBytes(StandardCharsets.US_ASCII);
  private static final int MAX_ENVELOPE = 256 * 1024;
  private static final int MAX_LICENCE = 1024 * 1024;

  private final Envelope envelope;
  private final Contents contents;
  private final PluginManifest manifest;
  private final byte[] manifestBytes;
  private final byte[] module;
  private final byte[] licence;

  private PluginPackage(Envelope envelope, byte[] manifestBytes, byte[] module, byte[] licence)
      throws PackageException {
    this.envelope = envelope;
    this.contents = Contents.read(envelope.payload());
    this.manifestBytes = manifestBytes;
    this.module = module;
    this.licence = licence;
    contents.manifest().require(manifestBytes);
    contents.module().require(module);
    contents.licence().require(licence);
    this.manifest = manifestOf(module, manifestBytes);
  }

  /**
   * A package without signatures.
   *
   * @param module a WebAssembly module
   * @param manifest its manifest as JSON, which is written into the module in place of one it has
   * @param licence the text of its licence, at most 1 MiB in UTF-8; may be empty
   * @throws PackageException if they are no module and manifest
   */
  public static PluginPackage pack(byte[] module, byte[] manifest, String licence)
      throws PackageException {
    byte[] licenceBytes = licence.getBytes(StandardCharsets.UTF_8);
    if (module.length > MAX_BYTES || licenceBytes.length > MAX_LICENCE) {
      throw new PackageException(
          "A module has at most " + MAX_BYTES + " bytes, and a licence " + MAX_LICENCE);
    }
    byte[] whole;
    try {
      whole = ManifestSection.write(module, manifest);
    } catch (IllegalArgumentException e) {
      throw new PackageException(String.valueOf(e.getMessage()), e);
    }
    byte[] payload = Contents.of(manifest, whole, licenceBytes).write();
    return new PluginPackage(
        new Envelope(Contents.TYPE, payload, List.of()), manifest.clone(), whole, licenceBytes);
  }

  /**
   * Reads a file's bytes. That it can be read says nothing about who made it: see {@link
   * PluginTrust}.
   *
   * @throws PackageException if it is damaged
   */
  public static PluginPackage read(byte[] file) throws PackageException {
    ByteBuffer in = ByteBuffer.wrap(file);
    byte[] magic = take(in, Math.min(MAGIC.length, in.remaining()));
    if (!Arrays.equals(magic, MAGIC)) {
      throw new PackageException("This is no package of a plugin: it does not begin as one");
    }
    int length = in.remaining() < Integer.BYTES ? -1 : in.getInt();
    if (length < 0 || length > MAX_ENVELOPE) {
      throw new PackageException("The envelope of the package has no length that can be used");
    }
    byte[] envelopeBytes = take(in, length);
    Envelope envelope = envelope(envelopeBytes);
    Contents contents = Contents.read(envelope.payload());
    byte[] manifest = take(in, contents.manifest().sizeBytes());
    byte[] module = take(in, contents.module().sizeBytes());
    byte[] licence = take(in, contents.licence().sizeBytes());
    if (in.hasRemaining()) {
      throw new PackageException("The package has " + in.remaining() + " bytes too many");
    }
    return new PluginPackage(envelope, manifest, module, licence);
  }

  static PluginPackage of(byte[] envelope, byte[] manifest, byte[] module, byte[] licence)
      throws PackageException {
    return new PluginPackage(envelope(envelope), manifest, module, licence);
  }

  static Envelope envelope(byte[] json) throws PackageException {
    Envelope envelope = Envelope.read(json, Contents.TYPE, "The envelope of the package");
    if (!Arrays.equals(envelope.write(), json)) {
      throw new PackageException("The envelope of the package is not in its canonical form");
    }
    return envelope;
  }

  private static byte[] take(ByteBuffer in, long length) throws PackageException {
    if (length > in.remaining()) {
      throw new PackageException("The package ends in the middle");
    }
    byte[] bytes = new byte[(int) length];
    in.get(bytes);
    return bytes;
  }

  /** The manifest beside the module and the one in it are the same, so nobody is shown another. */
  private static PluginManifest manifestOf(byte[] module, byte[] manifest) throws PackageException {
    try {
      byte[] inside =
          ModuleReader.read(module)
              .customSection(PluginManifest.SECTION)
              .orElseThrow(() -> new PackageException("The module has no manifest"));
      if (!Arrays.equals(inside, manifest)) {
        throw new PackageException("The manifest of the package is not that of its module");
      }
      return PluginManifest.parse(manifest);
    } catch (RefusedModuleException e) {
      throw new PackageException(e.detail(), e);
    } catch (ManifestException e) {
      throw new PackageException(String.valueOf(e.getMessage()), e);
    }
  }

  /** The same with this key's signature. */
  public PluginPackage sign(SigningKey key) {
    try {
      return new PluginPackage(envelope.signed(key), manifestBytes, module, licence);
    } catch (PackageException e) {
      throw new IllegalStateException("It was whole before it was signed", e);
    }
  }

  /** The file's bytes; the same for the same content, byte for byte. */
  public byte[] write() {
    byte[] envelopeBytes = envelopeBytes();
    ByteArrayOutputStream out = new ByteArrayOutputStream(module.length + 8192);
    out.writeBytes(MAGIC);
    out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(envelopeBytes.length).array());
    out.writeBytes(envelopeBytes);
    parts().forEach(out::writeBytes);
    return out.toByteArray();
  }

  /** What it says of itself. */
  public PluginManifest manifest() {
    return manifest;
  }

  /** The WebAssembly module with its manifest; copied. */
  public byte[] module() {
    return module.clone();
  }

  /** The text of its licence. */
  public String licence() {
    return new String(licence, StandardCharsets.UTF_8);
  }

  /** The digest of the list of contents: what a signature, a pin and a revocation bind. */
  public Digest digest() {
    return Sha256.of(envelope.payload());
  }

  /** Its signatures, of whoever. */
  public List<PackageSignature> signatures() {
    return envelope.signatures();
  }

  Envelope envelope() {
    return envelope;
  }

  byte[] envelopeBytes() {
    return envelope.write();
  }

  Contents contents() {
    return contents;
  }

  List<byte[]> parts() {
    return List.of(manifestBytes, module, licence);
  }
}
