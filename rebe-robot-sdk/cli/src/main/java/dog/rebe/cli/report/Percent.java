package dog.rebe.cli.report;

import dog.rebe.facts.FileSystems;

/** Shares of a whole. */
final class Percent {

  private Percent() {}

  /** How much of a file system is used, in percent of what ordinary users could have of it. */
  static double used(FileSystems.Space space) {
    return 100 * space.usedShare();
  }

  /** The whole number, as df rounds it: up. */
  static String whole(double percent) {
    return String.valueOf((long) Math.ceil(percent));
  }
}
