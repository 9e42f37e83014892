package dog.rebe.execution;

import dog.rebe.outcome.Delivery;

/** What several attempts of one call add up to. */
final class Deliveries {

  private Deliveries() {}

  /**
   * What may have happened on the node in the whole call: what the last attempt says if it ended by
   * itself, for its exit is known; otherwise the least certain of all.
   */
  static Delivery ofCall(Delivery earlier, Delivery last) {
    return last == Delivery.COMPLETED ? last : lessCertain(earlier, last);
  }

  /** The one of the two that says less about what happened. */
  static Delivery lessCertain(Delivery one, Delivery other) {
    return uncertainty(one) > uncertainty(other) ? one : other;
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
