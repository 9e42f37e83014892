package dog.rebe.benchmarks.protocol;

import java.util.List;

/**
 * Small calls through an agent and by gRPC, in one run on one machine, in turns. Prints a line for
 * each; exit 1 if rebe is behind gRPC with the same messages.
 */
public final class BesideGrpc {

  private static final int ROUNDS = 5;

  private BesideGrpc() {}

  /** The number of calls in each round may be given. */
  public static void main(String[] arguments) throws Exception {
    int count = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 100_000;
    boolean kept = true;
    try (SmallCalls rebe = RebeCalls.open();
        SmallCalls unary = GrpcCalls.unary();
        SmallCalls streaming = GrpcCalls.streaming()) {
      List<SmallCalls> all = List.of(rebe, unary, streaming);
      for (int atATime : new int[] {1, 16, 256}) {
        int calls = atATime == 1 ? count / 4 : count;
        ClosedLoop.Figures[] best = new ClosedLoop.Figures[all.size()];
        for (int round = 0; round < ROUNDS; round++) {
          for (int i = 0; i < all.size(); i++) {
            ClosedLoop.Figures figures = new ClosedLoop(all.get(i), atATime).run(calls);
            // The first round warms up.
            if (round > 0 && (best[i] == null || figures.perSecond() > best[i].perSecond())) {
              best[i] = figures;
            }
          }
        }
        System.out.println(atATime + " at a time, the best of " + (ROUNDS - 1) + " rounds:");
        for (int i = 0; i < all.size(); i++) {
          System.out.printf("  %-36s %s%n", all.get(i).name(), best[i]);
        }
        System.out.printf(
            "  rebe to gRPC streaming: %.2f times the calls, %.2f of the p99%n",
            best[0].perSecond() / best[2].perSecond(), best[0].p99Micros() / best[2].p99Micros());
        kept &=
            best[0].perSecond() >= best[2].perSecond()
                && best[0].p99Micros() <= best[2].p99Micros();
      }
    }
    System.exit(kept ? 0 : 1);
  }
}
