package dog.rebe.realm;

/**
 * How much may be changed without asking anew.
 *
 * @param changesPerHour how many steps with an impact within an hour; 0 allows none
 * @param nodesPerDay how many different nodes may be changed within a day; 0 allows none
 */
public record Budgets(long changesPerHour, long nodesPerDay) {

  public Budgets {
    if (changesPerHour < 0 || nodesPerDay < 0) {
      throw new IllegalArgumentException(
          "Budgets of "
              + changesPerHour
              + " changes an hour and "
              + nodesPerDay
              + " nodes a day must be 0 or more");
    }
  }

  /** Nothing may be changed. */
  public static Budgets none() {
    return new Budgets(0, 0);
  }
}
