package dog.rebe.execution;

/**
 * One step of the corridor. It sees the call and, from its construction, the next step; it passes
 * the call on, makes it wait, or turns it back with {@link Passage#refuse}. Steps keep no call.
 */
@FunctionalInterface
interface Step {
  void enter(Passage<?> passage);
}
