package dog.rebe.verify;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A signed checkpoint (C2SP signed-note, tlog-checkpoint).
 *
 * @param text what is signed
 * @param origin the name of the log
 * @param size how many entries it covers
 * @param root the root over them
 * @param lines its signatures
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares or changes them
record Note(String text, String origin, long size, byte[] root, List<Line> lines) {

  private static final int MAX_BYTES = 256 * 1024;
  private static final int MAX_SIGNATURES = 64;
  private static final int ID_BYTES = 4;

  /** A signature by a key of this name and id. */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares or changes them
  record Line(String name, int id, byte[] signature) {}

  static Note parse(byte[] bytes) throws DamagedException {
    try {
      return parseText(bytes);
    } catch (IllegalArgumentException e) {
      throw new DamagedException("A checkpoint cannot be read: " + e.getMessage());
    }
  }

  private static Note parseText(byte[] bytes) {
    String all;
    try {
      all = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("it is no text in UTF-8", e);
    }
    int end = all.lastIndexOf("\n\n");
    if (bytes.length > MAX_BYTES || end < 0 || !all.endsWith("\n") || end + 2 >= all.length()) {
      throw new IllegalArgumentException("it is no signed note");
    }
    String text = all.substring(0, end + 1);
    String[] body = text.split("\n", -1);
    if (body.length != 4 || body[0].isEmpty() || !body[1].matches("0|[1-9][0-9]{0,17}")) {
      throw new IllegalArgumentException("it has no three lines with name, size and root");
    }
    byte[] root = Base64Text.decode(body[2]);
    if (root.length != Sha256.BYTES) {
      throw new IllegalArgumentException("its root has not 32 bytes");
    }
    List<Line> lines = new ArrayList<>();
    for (String line : all.substring(end + 2, all.length() - 1).split("\n", -1)) {
      lines.add(line(line));
    }
    if (lines.size() > MAX_SIGNATURES) {
      throw new IllegalArgumentException("it has more than " + MAX_SIGNATURES + " signatures");
    }
    return new Note(text, body[0], Long.parseLong(body[1]), root, lines);
  }

  private static Line line(String line) {
    String[] parts = line.split(" ", -1);
    if (parts.length != 3 || !parts[0].equals("\u2014") || parts[1].isEmpty()) {
      throw new IllegalArgumentException("'" + line + "' is no signature");
    }
    byte[] made = Base64Text.decode(parts[2]);
    if (made.length <= ID_BYTES) {
      throw new IllegalArgumentException("'" + line + "' is too short for a signature");
    }
    return new Line(
        parts[1], ByteBuffer.wrap(made).getInt(), Arrays.copyOfRange(made, ID_BYTES, made.length));
  }

  /** Whether it has a signature by this key, and none by it that is wrong. */
  boolean isSignedBy(TrustedKey key) {
    List<Line> its = lines.stream().filter(key::isNamedBy).toList();
    return !its.isEmpty() && its.stream().allMatch(line -> key.verifies(text, line.signature()));
  }
}
