package dog.rebe.protocol.session;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The calls of one caller's session: those that wait for it, and those under way by their numbers.
 * Guarded by the session's lock.
 */
final class CallTable {

  private final List<StartFrame> waiting = new ArrayList<>();
  private final Map<Long, CallerExchange> underWay = new HashMap<>();

  void addWaiting(StartFrame frame) {
    waiting.add(frame);
  }

  List<StartFrame> takeWaiting() {
    List<StartFrame> taken = new ArrayList<>(waiting);
    waiting.clear();
    return taken;
  }

  void put(long number, CallerExchange exchange) {
    underWay.put(number, exchange);
  }

  Optional<CallerExchange> find(long number) {
    return Optional.ofNullable(underWay.get(number));
  }

  void remove(CallerExchange exchange) {
    underWay.remove(exchange.call());
    waiting.removeIf(frame -> frame.exchange() == exchange);
  }

  List<CallerExchange> underWay() {
    return new ArrayList<>(underWay.values());
  }

  List<CallerExchange> all() {
    List<CallerExchange> all = underWay();
    waiting.forEach(frame -> all.add(frame.exchange()));
    return all;
  }

  int countUnderWay() {
    return underWay.size();
  }

  boolean isEmpty() {
    return underWay.isEmpty() && waiting.isEmpty();
  }
}
