package dog.rebe.cli.report;

import dog.rebe.facts.FileSystems;

/** Shares of a whole. */
final class Percent {

  private Percent() {}

  /** How much of a file system is used, in percent of what ordinary users could have of it. */
  static double used(FileSystems.Space space) {
    long usable = space.usedBytes() + space.availableBytes();
    return usable == 0 ? 0 : 100.0 * space.usedBytes() / usable;
  }

  /** The whole number, as df rounds it: up. */
  static String whole(double percent) {
    return String.valueOf((long) Math.ceil(percent));
  }
}
