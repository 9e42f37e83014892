package dog.rebe.execution;

/** Arithmetic of demand, in which {@link Long#MAX_VALUE} means without end. */
final class Demand {

  private Demand() {}

  static long sum(long demand, long more) {
    long sum = demand + more;
    return sum < 0 ? Long.MAX_VALUE : sum;
  }
}
