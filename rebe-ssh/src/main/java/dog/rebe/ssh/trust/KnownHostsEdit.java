package dog.rebe.ssh.trust;

import dog.rebe.ssh.openssh.PatternList;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Changes of a file's text, one character for each byte. Lines that are not meant stay as they are.
 */
final class KnownHostsEdit {

  private KnownHostsEdit() {}

  /** A line for each key. */
  static String lines(
      Function<KnownHostName, String> encoding, KnownHostName name, List<HostKey> keys) {
    return keys.stream()
        .map(key -> encoding.apply(name) + " " + key.encoded() + "\n")
        .collect(Collectors.joining());
  }

  /**
   * The text without what makes the host known by other keys than these. Ends with a line feed, or
   * is empty.
   */
  static String withoutName(Path file, byte[] content, KnownHostName name, List<HostKey> keep) {
    StringBuilder edited = new StringBuilder(content.length);
    String text = new String(content, StandardCharsets.ISO_8859_1);
    int number = 1;
    for (int start = 0; start < text.length(); number++) {
      int feed = text.indexOf('\n', start);
      int end = feed < 0 ? text.length() : feed;
      String line = text.substring(start, end);
      if (isMeant(line, name, keep)) {
        withoutName(file, number, line, name).ifPresent(l -> edited.append(l).append('\n'));
      } else {
        edited.append(line).append('\n');
      }
      start = end + 1;
    }
    return edited.toString();
  }

  private static boolean isMeant(String line, KnownHostName name, List<HostKey> keep) {
    return KnownHostsLine.parse(line)
        .filter(l -> l.marker() == KnownHostsLine.Marker.HOST)
        .filter(l -> !keep.contains(l.key()) && l.matches(name))
        .isPresent();
  }

  /** Empty if the line names no other host. */
  private static Optional<String> withoutName(
      Path file, int number, String line, KnownHostName name) {
    KnownHostsLine parsed = KnownHostsLine.parse(line).orElseThrow();
    if (parsed.isHashed()) {
      return Optional.empty();
    }
    if (!parsed.patterns().isPlain()) {
      throw KnownHostsException.atLine(
          file,
          number,
          "A pattern makes another key known for "
              + name
              + ". Change the line by hand: it says something of other hosts too");
    }
    String others =
        PatternList.ofCommas(parsed.names()).patterns().stream()
            .filter(other -> !KnownHostName.lowerCase(other).equals(name.value()))
            .collect(Collectors.joining(","));
    int at = line.indexOf(parsed.names());
    return others.isEmpty()
        ? Optional.empty()
        : Optional.of(
            line.substring(0, at) + others + line.substring(at + parsed.names().length()));
  }
}
