package dog.rebe.ssh.trust;

import dog.rebe.ssh.openssh.PatternList;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Mac;

/**
 * One file, read and checked as a whole. Plain names are found through an index; lines with
 * patterns or hashed names are asked one by one. Immutable.
 *
 * <p>It keeps the file's bytes and reads a line again when it is asked for: a million parsed lines
 * would take several times the memory.
 */
final class KnownHostsFile {

  private static final int MAX_LINE_BYTES = 256 * 1024;

  private final Path path;
  private final byte[] content;
  private final NameIndex plain = new NameIndex();
  private final List<PatternLine> patterns = new ArrayList<>();
  private final List<HashedLine> hashed = new ArrayList<>();
  private final Map<HostKey, KnownKey> revoked = new HashMap<>();

  private record PatternLine(PatternList patterns, long place) {}

  private record HashedLine(HashedName name, long place) {}

  /** A line that names a host, and its number. */
  record Match(KnownHostsLine line, int number) {

    KnownKey in(KnownHostsFile file) {
      return new KnownKey(line.key(), file.path, number);
    }
  }

  KnownHostsFile(Path path, byte[] content) {
    this.path = path;
    this.content = content;
    int number = 1;
    for (int start = 0; start < content.length; number++) {
      int end = endOfLine(start);
      read(start, end, number);
      start = end + 1;
    }
  }

  private int endOfLine(int start) {
    int end = start;
    while (end < content.length && content[end] != '\n') {
      end++;
    }
    return end;
  }

  private void read(int start, int end, int number) {
    if (end - start > MAX_LINE_BYTES) {
      throw KnownHostsException.atLine(
          path, number, "The line is longer than " + MAX_LINE_BYTES + " bytes. " + remedy());
    }
    try {
      Optional<KnownHostsLine> line = parse(start, end);
      if (line.isPresent()) {
        index(line.get(), place(start, number), number);
      }
    } catch (IllegalArgumentException e) {
      throw KnownHostsException.atLine(path, number, e.getMessage() + ". " + remedy());
    }
  }

  private static String remedy() {
    return "Correct the line or delete it: as long as it is there, nothing in the file is believed";
  }

  private Optional<KnownHostsLine> parse(int start, int end) {
    return KnownHostsLine.parse(
        new String(content, start, end - start, StandardCharsets.ISO_8859_1));
  }

  private void index(KnownHostsLine line, long place, int number) {
    if (line.marker() == KnownHostsLine.Marker.REVOKED) {
      revoked.putIfAbsent(line.key(), new KnownKey(line.key(), path, number));
    } else if (line.isHashed()) {
      hashed.add(new HashedLine(HashedName.parse(line.names()), place));
    } else {
      PatternList names = line.patterns();
      if (names.isPlain()) {
        names.patterns().stream().distinct().forEach(name -> plain.add(name, place));
      } else {
        patterns.add(new PatternLine(names, place));
      }
    }
  }

  private static long place(int start, int number) {
    return (long) start << Integer.SIZE | number;
  }

  /** The lines that name the host and are no revocations, in their order. */
  List<Match> find(KnownHostName name) {
    Set<Long> places = new HashSet<>();
    plain.find(name.value(), places::add);
    for (PatternLine line : patterns) {
      if (line.patterns().matches(name.value())) {
        places.add(line.place());
      }
    }
    if (!hashed.isEmpty()) {
      Mac mac = HashedName.newMac();
      for (HashedLine line : hashed) {
        if (line.name().matches(name, mac)) {
          places.add(line.place());
        }
      }
    }
    List<Match> matches = new ArrayList<>(places.size());
    for (long place : places) {
      int start = (int) (place >>> Integer.SIZE);
      KnownHostsLine line = parse(start, endOfLine(start)).orElse(null);
      if (line != null && line.matches(name)) {
        matches.add(new Match(line, (int) place));
      }
    }
    matches.sort(ORDER);
    return matches;
  }

  private static final Comparator<Match> ORDER = Comparator.comparingInt(Match::number);

  /** The lines that take back a key. */
  Map<HostKey, KnownKey> revoked() {
    return revoked;
  }
}
