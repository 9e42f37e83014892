package dog.rebe.execution;

import dog.rebe.outcome.Delivery;

/** What several attempts of one call add up to. */
final class Deliveries {

  private Deliveries() {}

  /**
   * What may have happened on the node after both attempts. The later one counts where it ended by
   * itself: its exit is known. Otherwise the less certain of the two does.
   */
  static Delivery join(Delivery earlier, Delivery later) {
    if (later == Delivery.COMPLETED || earlier == Delivery.NOT_STARTED) {
      return later;
    }
    return uncertainty(earlier) > uncertainty(later) ? earlier : later;
  }

  private static int uncertainty(Delivery delivery) {
    return switch (delivery) {
      case NOT_STARTED -> 0;
      case COMPLETED -> 1;
      case STOPPED -> 2;
      case RUNNING -> 3;
      case UNKNOWN -> 4;
    };
  }
}
