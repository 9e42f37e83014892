package dog.rebe.outcome;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The grade of a text by Flesch and Kincaid: 0.39 × words per sentence + 11.8 × syllables per word
 * − 15.59 (Kincaid and others, 1975).
 */
final class ReadingLevel {

  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}'’-]*");
  private static final Pattern SENTENCE_END = Pattern.compile("[.!?:](\\s|$)");
  private static final Pattern VOWELS = Pattern.compile("[aeiouy]+");

  private ReadingLevel() {}

  static double grade(String text) {
    List<String> words =
        WORD.matcher(text).results().map(match -> match.group()).collect(Collectors.toList());
    double sentences = Math.max(1, SENTENCE_END.matcher(text).results().count());
    double syllables = words.stream().mapToInt(ReadingLevel::syllables).sum();
    return 0.39 * words.size() / sentences + 11.8 * syllables / words.size() - 15.59;
  }

  /**
   * Groups of vowels, without a silent e at the end or in -ed and -es; a number counts its digits.
   */
  static int syllables(String word) {
    int total = 0;
    for (String part : word.toLowerCase(Locale.ROOT).split("['’-]", -1)) {
      total += part.isEmpty() ? 0 : syllablesOfPart(part);
    }
    return Math.max(1, total);
  }

  private static int syllablesOfPart(String part) {
    if (part.chars().allMatch(Character::isDigit)) {
      return part.length();
    }
    int count = 0;
    Matcher vowels = VOWELS.matcher(part);
    while (vowels.find()) {
      count++;
    }
    boolean silent =
        part.matches(".*[^aeiouyl]e") // make
            || part.matches(".*[aeiouy]le") // while
            || part.matches(".*[^aeiouytd]ed") // turned, but not wanted
            || part.matches(".*[^aeiouyscgxz]es"); // gives, but not boxes
    boolean hiatus = part.matches(".*(ia[^l]|io[^nu]|uou|eo[^u]|ying).*");
    return Math.max(1, count - (silent && count > 1 ? 1 : 0) + (hiatus ? 1 : 0));
  }
}
