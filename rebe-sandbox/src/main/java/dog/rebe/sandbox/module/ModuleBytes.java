package dog.rebe.sandbox.module;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads the binary format (WebAssembly 2.0, section 5) from a range of an array. */
final class ModuleBytes {

  private static final int MAX_NAME_BYTES = 4096;

  private final byte[] bytes;
  private final int end;
  private int at;

  private ModuleBytes(byte[] bytes, int from, int end) {
    this.bytes = bytes;
    this.at = from;
    this.end = end;
  }

  static ModuleBytes of(byte[] bytes) {
    return new ModuleBytes(bytes, 0, bytes.length);
  }

  boolean isAtEnd() {
    return at == end;
  }

  int remaining() {
    return end - at;
  }

  int position() {
    return at;
  }

  int next() throws RefusedModuleException {
    if (at == end) {
      throw RefusedModuleException.malformed("The module ends in the middle, at byte " + at);
    }
    return bytes[at++] & 0xFF;
  }

  /** An unsigned 32-bit number in LEB128. */
  long number() throws RefusedModuleException {
    long value = 0;
    for (int shift = 0; shift < 35; shift += 7) {
      int part = next();
      value |= (long) (part & 0x7F) << shift;
      if (part < 0x80) {
        if (value > 0xFFFF_FFFFL) {
          break;
        }
        return value;
      }
    }
    throw RefusedModuleException.malformed("A number before byte " + at + " is too large");
  }

  /** How many things follow: each takes a byte or more, so a larger count is a lie. */
  int count() throws RefusedModuleException {
    long count = number();
    if (count > remaining()) {
      throw RefusedModuleException.malformed(
          "At byte "
              + at
              + " "
              + count
              + " things are announced, and "
              + remaining()
              + " bytes follow");
    }
    return (int) count;
  }

  /** The next bytes as a range of their own. */
  ModuleBytes part(int length) {
    ModuleBytes part = new ModuleBytes(bytes, at, at + length);
    at += length;
    return part;
  }

  byte[] rest() {
    byte[] rest = Arrays.copyOfRange(bytes, at, end);
    at = end;
    return rest;
  }

  void skip(int length) throws RefusedModuleException {
    if (length > remaining()) {
      throw RefusedModuleException.malformed("The module ends in the middle, at byte " + end);
    }
    at += length;
  }

  String name() throws RefusedModuleException {
    int length = count();
    if (length > MAX_NAME_BYTES) {
      throw RefusedModuleException.malformed("A name at byte " + at + " has " + length + " bytes");
    }
    try {
      String name =
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(bytes, at, length))
              .toString();
      at += length;
      return name;
    } catch (CharacterCodingException e) {
      throw RefusedModuleException.malformed("A name at byte " + at + " is no UTF-8 text");
    }
  }
}
