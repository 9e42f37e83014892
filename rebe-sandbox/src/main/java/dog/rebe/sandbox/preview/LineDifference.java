package dog.rebe.sandbox.preview;

import dog.rebe.outcome.VisibleText;
import java.util.ArrayList;
import java.util.List;

/** Compares texts line by line: the fewest lines that go and come, with two around them. */
final class LineDifference {

  private static final int CONTEXT = 2;
  private static final int MAX_LINES = 40;
  private static final int MAX_CHARACTERS = 160;
  private static final long MAX_CELLS = 4_000_000;

  private final List<String> before;
  private final List<String> after;
  private final List<String> all = new ArrayList<>();

  private LineDifference(List<String> before, List<String> after) {
    this.before = before;
    this.after = after;
  }

  static ContentDifference.Lines between(String before, String after) {
    LineDifference difference = new LineDifference(lines(before), lines(after));
    difference.compare();
    return difference.shown();
  }

  private static List<String> lines(String text) {
    List<String> lines = new ArrayList<>();
    int start = 0;
    while (start < text.length()) {
      int end = text.indexOf('\n', start);
      lines.add(text.substring(start, end < 0 ? text.length() : end));
      start = end < 0 ? text.length() : end + 1;
      if (end < 0) {
        lines.set(lines.size() - 1, lines.get(lines.size() - 1) + "  (no line end)");
      }
    }
    return lines;
  }

  private void compare() {
    int head = 0;
    int shorter = Math.min(before.size(), after.size());
    while (head < shorter && before.get(head).equals(after.get(head))) {
      all.add(" " + before.get(head++));
    }
    int tail = 0;
    while (tail < shorter - head
        && before.get(before.size() - 1 - tail).equals(after.get(after.size() - 1 - tail))) {
      tail++;
    }
    middle(before.subList(head, before.size() - tail), after.subList(head, after.size() - tail));
    before.subList(before.size() - tail, before.size()).forEach(line -> all.add(" " + line));
  }

  private void middle(List<String> old, List<String> now) {
    if ((long) old.size() * now.size() > MAX_CELLS) {
      old.forEach(line -> all.add("-" + line));
      now.forEach(line -> all.add("+" + line));
      return;
    }
    int[][] common = commonLengths(old, now);
    int i = 0;
    int j = 0;
    while (i < old.size() || j < now.size()) {
      if (i < old.size() && j < now.size() && old.get(i).equals(now.get(j))) {
        all.add(" " + old.get(i++));
        j++;
      } else if (j == now.size() || (i < old.size() && common[i + 1][j] >= common[i][j + 1])) {
        all.add("-" + old.get(i++));
      } else {
        all.add("+" + now.get(j++));
      }
    }
  }

  /** How many lines the rests from i and j on have in common, in order. */
  private static int[][] commonLengths(List<String> old, List<String> now) {
    int[][] common = new int[old.size() + 1][now.size() + 1];
    for (int i = old.size() - 1; i >= 0; i--) {
      for (int j = now.size() - 1; j >= 0; j--) {
        common[i][j] =
            old.get(i).equals(now.get(j))
                ? common[i + 1][j + 1] + 1
                : Math.max(common[i + 1][j], common[i][j + 1]);
      }
    }
    return common;
  }

  private ContentDifference.Lines shown() {
    List<String> shown = new ArrayList<>();
    boolean shortened = false;
    boolean gap = false;
    for (int i = 0; i < all.size(); i++) {
      if (!isNearChange(i)) {
        gap = true;
        continue;
      }
      if (gap && !shown.isEmpty()) {
        shown.add("@@");
      }
      gap = false;
      if (shown.size() >= MAX_LINES) {
        shortened = true;
        break;
      }
      String line = all.get(i);
      shown.add(line.charAt(0) + VisibleText.line(line.substring(1), MAX_CHARACTERS));
    }
    return new ContentDifference.Lines(shown, shortened);
  }

  private boolean isNearChange(int index) {
    int from = Math.max(0, index - CONTEXT);
    int to = Math.min(all.size() - 1, index + CONTEXT);
    for (int i = from; i <= to; i++) {
      if (all.get(i).charAt(0) != ' ') {
        return true;
      }
    }
    return false;
  }
}
