package dog.rebe.cli.screen;

/**
 * How many sessions were used.
 *
 * @param opened that were opened
 * @param reused how often an open one was used again
 */
public record SessionCount(long opened, long reused) {

  /** What was added since an earlier count. */
  public SessionCount since(SessionCount earlier) {
    return new SessionCount(opened - earlier.opened, reused - earlier.reused);
  }
}
