package dog.rebe.runner;

import dog.rebe.change.Digest;

/** What a step is called that takes another one back. Different steps have different names. */
final class UndoName {

  private static final String PREFIX = "undo-";
  private static final int MOST = 64;

  private UndoName() {}

  static String of(String step) {
    if (PREFIX.length() + step.length() <= MOST) {
      return PREFIX + step;
    }
    String rest = "-" + Digest.of("rebe:undo-name:v1", step).abbreviated();
    return PREFIX + step.substring(0, MOST - PREFIX.length() - rest.length()) + rest;
  }
}
