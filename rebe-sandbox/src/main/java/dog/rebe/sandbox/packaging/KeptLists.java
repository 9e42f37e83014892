package dog.rebe.sandbox.packaging;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The file in which lists of revocations are kept: a line with the number of lists, and for each a
 * line with key and length, and the list as it was signed. A file of the first form, which held one
 * list for all keys, is read, too: the key on a line, and the list.
 */
final class KeptLists {

  /** The longest file that is read or written. */
  static final int MAX_BYTES = 32 * 1024 * 1024;

  private static final String HEAD = "rebe-revocations-2";

  private final Map<OwnerKey, byte[]> signed;

  private KeptLists(Map<OwnerKey, byte[]> signed) {
    this.signed = Map.copyOf(signed);
  }

  static KeptLists none() {
    return new KeptLists(Map.of());
  }

  /** Reads a file, or nothing if it is damaged. */
  static Optional<KeptLists> read(byte[] file) {
    try {
      ByteBuffer in = ByteBuffer.wrap(file);
      String[] first = line(in).split(" ", -1);
      if (!first[0].equals(HEAD)) {
        return first.length == 1 ? Optional.of(oldForm(first[0], in)) : Optional.empty();
      }
      int count = Integer.parseInt(first[1]);
      Map<OwnerKey, byte[]> lists = new HashMap<>();
      while (in.hasRemaining()) {
        String[] head = line(in).split(" ", -1);
        lists.put(OwnerKey.parse(head[0]), take(in, Integer.parseInt(head[1])));
      }
      return lists.size() == count ? Optional.of(new KeptLists(lists)) : Optional.empty();
    } catch (PackageException | IllegalArgumentException | IndexOutOfBoundsException e) {
      return Optional.empty();
    }
  }

  private static KeptLists oldForm(String key, ByteBuffer in) throws PackageException {
    return new KeptLists(Map.of(OwnerKey.parse(key), take(in, in.remaining())));
  }

  private static String line(ByteBuffer in) {
    int begin = in.position();
    for (int at = begin; at < in.limit(); at++) {
      if (in.get(at) == '\n') {
        String text = new String(take(in, at - begin), StandardCharsets.US_ASCII);
        in.get();
        return text;
      }
    }
    throw new IllegalArgumentException("The line does not end");
  }

  private static byte[] take(ByteBuffer in, int length) {
    if (length < 0 || length > in.remaining()) {
      throw new IllegalArgumentException("It ends in the middle");
    }
    byte[] bytes = new byte[length];
    in.get(bytes);
    return bytes;
  }

  byte[] write() throws PackageException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(ascii(HEAD + " " + signed.size() + "\n"));
    signed.entrySet().stream()
        .sorted(Comparator.comparing(entry -> entry.getKey().toString()))
        .forEach(
            entry -> {
              out.writeBytes(ascii(entry.getKey() + " " + entry.getValue().length + "\n"));
              out.writeBytes(entry.getValue());
            });
    if (out.size() > MAX_BYTES) {
      throw new PackageException(
          "The lists of revocations of all keys have more than " + MAX_BYTES + " bytes together");
    }
    return out.toByteArray();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** The same with this list in place of the last one of the same key. */
  KeptLists with(OwnerKey signer, byte[] list) {
    Map<OwnerKey, byte[]> next = new HashMap<>(signed);
    next.put(signer, list);
    return new KeptLists(next);
  }

  /** What they say. */
  RevocationLists lists() throws PackageException {
    RevocationLists lists = RevocationLists.none();
    for (Map.Entry<OwnerKey, byte[]> entry : signed.entrySet()) {
      Envelope envelope = Revocations.envelope(entry.getValue());
      if (envelope.signers(Set.of(entry.getKey())).isEmpty()) {
        throw new PackageException("A list is not signed by its key");
      }
      lists = lists.with(entry.getKey(), Revocations.read(envelope));
    }
    return lists;
  }
}
