package dog.rebe.cli.screen;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names of nodes, with those that differ in one number only told as a range: {@code web-[01-18]}.
 */
public final class NodeNames {

  private static final Pattern NUMBERED = Pattern.compile("(.*?)(\\d{1,18})(\\D*)");

  private NodeNames() {}

  /** The names, sorted, in ranges, separated by commas. */
  public static String folded(Collection<String> names) {
    Map<Family, TreeSet<BigInteger>> families = new TreeMap<>();
    List<String> folded = new ArrayList<>();
    Set<Family> padded = padded(names);
    for (String name : new TreeSet<>(names)) {
      Matcher matcher = NUMBERED.matcher(name);
      if (matcher.matches()) {
        Family withDigits = family(matcher, matcher.group(2).length());
        families
            .computeIfAbsent(
                padded.contains(withDigits) ? withDigits : family(matcher, 1),
                family -> new TreeSet<>())
            .add(new BigInteger(matcher.group(2)));
      } else {
        folded.add(name);
      }
    }
    families.forEach((family, numbers) -> folded.add(family.folded(numbers)));
    folded.sort(null);
    return String.join(", ", folded);
  }

  /**
   * The families in which at least one number has a leading zero: all of that length belong to it.
   */
  private static Set<Family> padded(Collection<String> names) {
    Set<Family> padded = new HashSet<>();
    for (String name : names) {
      Matcher matcher = NUMBERED.matcher(name);
      if (matcher.matches() && matcher.group(2).length() > 1 && matcher.group(2).startsWith("0")) {
        padded.add(family(matcher, matcher.group(2).length()));
      }
    }
    return padded;
  }

  private static Family family(Matcher matcher, int digits) {
    return new Family(matcher.group(1), digits, matcher.group(3));
  }

  private record Family(String prefix, int digits, String suffix) implements Comparable<Family> {

    String folded(TreeSet<BigInteger> numbers) {
      if (numbers.size() == 1) {
        return prefix + number(numbers.first()) + suffix;
      }
      List<String> ranges = new ArrayList<>();
      BigInteger start = numbers.first();
      BigInteger end = start;
      for (BigInteger next : numbers.tailSet(start, false)) {
        if (!next.equals(end.add(BigInteger.ONE))) {
          ranges.add(range(start, end));
          start = next;
        }
        end = next;
      }
      ranges.add(range(start, end));
      return prefix + "[" + String.join(",", ranges) + "]" + suffix;
    }

    private String range(BigInteger start, BigInteger end) {
      if (start.equals(end)) {
        return number(start);
      }
      boolean neighbours = start.add(BigInteger.ONE).equals(end);
      return number(start) + (neighbours ? "," : "-") + number(end);
    }

    private String number(BigInteger value) {
      String digitsOnly = value.toString();
      return "0".repeat(Math.max(0, digits - digitsOnly.length())) + digitsOnly;
    }

    @Override
    public int compareTo(Family other) {
      int byPrefix = prefix.compareTo(other.prefix);
      int bySuffix = byPrefix != 0 ? byPrefix : suffix.compareTo(other.suffix);
      return bySuffix != 0 ? bySuffix : Integer.compare(digits, other.digits);
    }
  }
}
