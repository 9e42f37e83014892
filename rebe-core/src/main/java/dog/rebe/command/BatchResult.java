package dog.rebe.command;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What became of each member of a batch.
 *
 * @param answers in the order of the members; one for each, whatever happened; copied
 */
public record BatchResult(Map<String, BatchAnswer> answers) {

  public BatchResult {
    answers = Collections.unmodifiableMap(new LinkedHashMap<>(answers));
  }

  static BatchResult of(List<BatchAnswer> inOrder) {
    Map<String, BatchAnswer> byName = new LinkedHashMap<>();
    inOrder.forEach(answer -> byName.put(answer.name(), answer));
    return new BatchResult(byName);
  }

  /**
   * The answer of this member.
   *
   * @throws IllegalArgumentException if the batch has no such member
   */
  public BatchAnswer answer(String member) {
    BatchAnswer answer = answers.get(member);
    if (answer == null) {
      throw new IllegalArgumentException(
          "The batch has no member '" + member + "': it has " + answers.keySet());
    }
    return answer;
  }
}
