package dog.rebe.ssh.testkit.leak;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The threads that were not there when it began. */
final class ThreadWatch {

  /** Threads that the JVM, JUnit and Surefire keep for themselves. */
  private static final List<Pattern> HOUSEHOLD =
      List.of(
          Pattern.compile("process reaper.*"),
          Pattern.compile("ForkJoinPool.*commonPool.*"),
          Pattern.compile("ForkJoinPool-\\d+-worker-\\d+"), // carriers of virtual threads
          Pattern.compile("VirtualThread-unparker"),
          Pattern.compile("Attach Listener|JFR .*|Keep-Alive-Timer|Cleaner-\\d+"),
          Pattern.compile("junit-.*|surefire-.*"));

  private final Set<Thread> before;
  private final List<Pattern> ignored;

  private ThreadWatch(Set<Thread> before, List<Pattern> ignored) {
    this.before = before;
    this.ignored = ignored;
  }

  static ThreadWatch begin(List<Pattern> ignored) {
    return new ThreadWatch(Set.copyOf(Thread.getAllStackTraces().keySet()), ignored);
  }

  /** What each of them is and where it stands. */
  List<String> left() {
    List<String> left = new ArrayList<>();
    for (Map.Entry<Thread, StackTraceElement[]> entry : Thread.getAllStackTraces().entrySet()) {
      Thread thread = entry.getKey();
      if (!before.contains(thread) && thread.isAlive() && !isHousehold(thread)) {
        left.add(describe(thread, entry.getValue()));
      }
    }
    return left;
  }

  private boolean isHousehold(Thread thread) {
    ThreadGroup group = thread.getThreadGroup();
    if (group == null
        || group.getName().equals("system")
        || group.getName().startsWith("Innocuous")) {
      return true;
    }
    return matches(HOUSEHOLD, thread) || matches(ignored, thread);
  }

  private static boolean matches(List<Pattern> patterns, Thread thread) {
    return patterns.stream().anyMatch(pattern -> pattern.matcher(thread.getName()).matches());
  }

  private static String describe(Thread thread, StackTraceElement[] stack) {
    StringBuilder text =
        new StringBuilder("- thread \"%s\" (%s)".formatted(thread.getName(), thread.getState()));
    for (StackTraceElement element : stack) {
      text.append("\n    at ").append(element);
    }
    return text.toString();
  }
}
