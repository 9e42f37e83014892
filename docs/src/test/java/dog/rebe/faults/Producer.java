package dog.rebe.faults;

import java.util.Optional;
import java.util.regex.Pattern;

/** What brings a fault about, as the page of faults names it. */
enum Producer {
  O("a real OpenSSH server", "\\bOpenSshServer\\b"),
  S(
      "a server in the JVM or a peer by hand",
      "\\b(Embedded(Fleet|Node)|FakePeer|SshServer|ServerSocket|SimulatedNetwork|ScriptedTransport)\\b"),
  P("a proxy that breaks connections", "\\bFaultProxy\\b"),
  N("network namespaces", "\"--net\""),
  F("a disk that fails", "\\b(tmpfs|FailingDisk|DiskFaults|FileChannel|truncate)\\b"),
  J("random input", "@(FuzzTest|Property)\\b"),
  C("a clock that the test moves", "\\b(VirtualScheduler|VirtualClock|Simulation|Clock)\\b"),
  V("a second JVM", "\\bProcessBuilder\\b");

  private final String words;
  private final Pattern sign;

  Producer(String words, String sign) {
    this.words = words;
    this.sign = Pattern.compile(sign);
  }

  /** By its letter on the page. */
  static Optional<Producer> ofLetter(String letter) {
    for (Producer producer : values()) {
      if (producer.name().equals(letter)) {
        return Optional.of(producer);
      }
    }
    return Optional.empty();
  }

  /** Whether a test's source makes use of it. */
  boolean isIn(String source) {
    return sign.matcher(source).find();
  }

  @Override
  public String toString() {
    return name() + " (" + words + ")";
  }
}
