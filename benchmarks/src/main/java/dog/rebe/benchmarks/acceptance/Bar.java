package dog.rebe.benchmarks.acceptance;

/**
 * A bar, and whether it was met.
 *
 * @param asked what the bar asks for
 * @param measured what was measured
 * @param met whether that is enough
 */
record Bar(String asked, String measured, boolean met) {

  /** Prints it as a row of a Markdown table. */
  void print() {
    System.out.printf("| %s | %s | %s |%n", asked, measured, met ? "met" : "**missed**");
  }
}
