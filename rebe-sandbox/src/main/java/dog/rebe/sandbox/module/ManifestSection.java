package dog.rebe.sandbox.module;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes a manifest into a module, in place of one that it has. */
public final class ManifestSection {

  private static final String NAME = "rebe.plugin";
  private static final int HEADER_BYTES = 8;

  private ManifestSection() {}

  /**
   * The module with this manifest as its last section.
   *
   * @param module a module whose sections can be read; checked no further
   * @throws IllegalArgumentException if they cannot
   */
  public static byte[] write(byte[] module, byte[] manifest) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(module.length + manifest.length + 32);
    try {
      ModuleBytes in = ModuleBytes.of(module);
      in.skip(HEADER_BYTES);
      out.write(module, 0, HEADER_BYTES);
      while (!in.isAtEnd()) {
        int from = in.position();
        int id = in.next();
        ModuleBytes section = in.part(in.count());
        if (id != 0 || !section.name().equals(NAME)) {
          out.write(module, from, in.position() - from);
        }
      }
    } catch (RefusedModuleException e) {
      throw new IllegalArgumentException("This is no module: " + e.detail(), e);
    }
    ByteArrayOutputStream section = new ByteArrayOutputStream();
    byte[] name = NAME.getBytes(StandardCharsets.UTF_8);
    number(section, name.length);
    section.writeBytes(name);
    section.writeBytes(manifest);
    out.write(0);
    number(out, section.size());
    out.writeBytes(section.toByteArray());
    return out.toByteArray();
  }

  /** LEB128, unsigned. */
  private static void number(ByteArrayOutputStream out, int value) {
    int left = value;
    while (left > 0x7F) {
      out.write((left & 0x7F) | 0x80);
      left >>>= 7;
    }
    out.write(left);
  }
}
