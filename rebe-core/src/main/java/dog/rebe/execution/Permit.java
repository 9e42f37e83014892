package dog.rebe.execution;

/** Something that an attempt holds until it ends. */
@FunctionalInterface
interface Permit {
  void release(Attempt attempt, AttemptResult result);
}
