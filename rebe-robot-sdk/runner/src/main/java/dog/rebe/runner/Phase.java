package dog.rebe.runner;

/** Whether a step is done or taken back. */
enum Phase {
  APPLY("step"),
  UNDO("undo-step");

  private final String what;

  Phase(String what) {
    this.what = what;
  }

  /** Its name in the chronicle. */
  String what() {
    return what;
  }
}
