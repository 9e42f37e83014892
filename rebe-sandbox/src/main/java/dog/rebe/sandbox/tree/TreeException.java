package dog.rebe.sandbox.tree;

/** An operation on a tree that did not happen. */
public final class TreeException extends Exception {

  private static final long serialVersionUID = 1L;

  private final TreeFault fault;

  /** For this reason. */
  public TreeException(TreeFault fault) {
    super(fault.name(), null, false, false);
    this.fault = fault;
  }

  /** Why. */
  public TreeFault fault() {
    return fault;
  }
}
