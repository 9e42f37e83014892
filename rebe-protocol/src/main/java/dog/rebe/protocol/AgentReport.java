package dog.rebe.protocol;

import dog.rebe.protocol.wire.AgentStatus;
import java.util.Map;
import java.util.Set;

/**
 * What an agent says of itself.
 *
 * @param labels free key-value pairs
 * @param calls how many calls it has under way, of all its callers
 * @param maxCalls how many it takes at the same time
 * @param isDraining whether it takes no new calls
 * @param schemes the endpoint schemes of the nodes behind it
 * @param takenCalls how many calls it has taken since it started
 * @param refusedCalls how many it has refused
 * @param outputBytes how much output it has sent
 */
public record AgentReport(
    Map<String, String> labels,
    int calls,
    int maxCalls,
    boolean isDraining,
    Set<String> schemes,
    long takenCalls,
    long refusedCalls,
    long outputBytes) {

  public AgentReport {
    labels = Map.copyOf(labels);
    schemes = Set.copyOf(schemes);
  }

  static AgentReport of(AgentStatus status) {
    return new AgentReport(
        status.getLabelsMap(),
        status.getCalls(),
        status.getMaxCalls(),
        status.getDraining(),
        Set.copyOf(status.getSchemesList()),
        status.getUsage().getCalls(),
        status.getUsage().getRefusedCalls(),
        status.getUsage().getOutputBytes());
  }
}
