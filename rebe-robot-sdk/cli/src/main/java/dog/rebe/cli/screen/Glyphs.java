package dog.rebe.cli.screen;

import java.nio.charset.Charset;

/**
 * The few characters beyond ASCII that the screen uses, and what stands for them where it cannot.
 */
public enum Glyphs {
  UNICODE("–", "·", "█", "░", "─", "×", "…"),
  ASCII("-", "-", "#", ".", "-", "x", "...");

  private static final String PROBE = "–·█░─×…";

  private final String range;
  private final String dot;
  private final String full;
  private final String empty;
  private final String rule;
  private final String times;
  private final String more;

  Glyphs(
      String range, String dot, String full, String empty, String rule, String times, String more) {
    this.range = range;
    this.dot = dot;
    this.full = full;
    this.empty = empty;
    this.rule = rule;
    this.times = times;
    this.more = more;
  }

  /** Those that this character set can show. */
  public static Glyphs of(Charset charset) {
    return charset.canEncode() && charset.newEncoder().canEncode(PROBE) ? UNICODE : ASCII;
  }

  /** Between the ends of a range. */
  public String range() {
    return range;
  }

  /** Between two remarks on one line. */
  public String dot() {
    return dot;
  }

  /** The done part of a bar. */
  public String full() {
    return full;
  }

  /** The part of a bar that is left. */
  public String empty() {
    return empty;
  }

  /** A piece of a horizontal line. */
  public String rule() {
    return rule;
  }

  /** Between a count and what is counted. */
  public String times() {
    return times;
  }

  /** Where something was left out. */
  public String more() {
    return more;
  }
}
