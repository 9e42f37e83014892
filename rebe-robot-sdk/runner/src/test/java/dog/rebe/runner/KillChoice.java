package dog.rebe.runner;

import dog.rebe.runner.KillBench.Trouble;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a program is killed. Every append and every seeded point has a number, so that all of them
 * can be taken in slices: {@code all}, or {@code append:1-60,point:101-200}. Anything else is a few
 * of each. A point is the same in whatever slice it is.
 */
final class KillChoice {

  /** A kill, and what goes wrong beside it. */
  record Kill(String name, String death, Trouble trouble) {}

  static final int POINTS = 500;

  private static final Pattern RANGE = Pattern.compile("(append|point):(\\d{1,6})-(\\d{1,6})");
  private static final List<Trouble> TROUBLES = List.of(Trouble.values());
  private static final int SAMPLED_APPENDS = 4;
  private static final int SAMPLED_POINTS = 3;

  /** So many appends come after the run's own end. */
  private static final int AT_THE_END = 12;

  private final String words;
  private final long seed;

  KillChoice(String words, long seed) {
    this.words = words;
    this.seed = seed;
  }

  /** Whether it is a few of each only. */
  boolean isSample() {
    return !words.equals("all") && !RANGE.matcher(words.split(",", -1)[0]).matches();
  }

  /** The kills of a run that has so many appends and marks, in an order that the seed makes. */
  List<Kill> kills(int appends, int marks) {
    List<Kill> kills = new ArrayList<>();
    Random random = new Random(seed);
    if (isSample()) {
      int step = appends / SAMPLED_APPENDS;
      for (int append = 1 + random.nextInt(step); append <= appends; append += step) {
        kills.add(atAppend(append));
      }
      addPoints(kills, 1, SAMPLED_POINTS, marks);
    } else if (words.equals("all")) {
      addAppends(kills, 1, appends);
      addPoints(kills, 1, POINTS, marks);
    } else {
      for (String range : words.split(",", -1)) {
        Matcher parts = RANGE.matcher(range);
        if (!parts.matches()) {
          throw new IllegalArgumentException(
              "'" + range + "' is no range of kills: use append:1-60 or point:1-100");
        }
        int from = Integer.parseInt(parts.group(2));
        int to = Integer.parseInt(parts.group(3));
        if (parts.group(1).equals("append")) {
          addAppends(kills, from, Math.min(to, appends));
        } else {
          addPoints(kills, from, Math.min(to, POINTS), marks);
        }
      }
    }
    Collections.shuffle(kills, random);
    return kills;
  }

  /** Seeded points of these numbers. */
  List<Kill> points(int from, int to, int marks) {
    List<Kill> points = new ArrayList<>();
    addPoints(points, from, to, marks);
    return points;
  }

  private void addAppends(List<Kill> kills, int from, int to) {
    for (int append = from; append <= to; append++) {
      kills.add(atAppend(append));
    }
  }

  private Kill atAppend(int append) {
    String death = Death.atAppend(append, (int) ((append + seed) % 3));
    return new Kill("append " + append, death, Trouble.NONE);
  }

  private void addPoints(List<Kill> kills, int from, int to, int marks) {
    Random random = new Random(seed);
    for (int point = 1; point <= to; point++) {
      int mark = 1 + random.nextInt(marks + AT_THE_END);
      String death = Death.afterMark(mark, random.nextInt(2000));
      if (point >= from) {
        kills.add(new Kill("point " + point, death, TROUBLES.get(point % TROUBLES.size())));
      }
    }
  }
}
