package dog.rebe.verify;

import java.util.ArrayList;
import java.util.List;

/**
 * What came of a check.
 *
 * @param entries how many entries the checkpoint covers, or how many were read where that failed
 * @param root the root over them in base64; empty if not all could be read
 * @param problems what is wrong, at most 20; none if everything is proven
 * @param remarks what was not checked, or is worth knowing
 */
public record Findings(long entries, String root, List<String> problems, List<String> remarks) {

  private static final int MAX_LINES = 20;

  public Findings {
    problems = List.copyOf(problems);
    remarks = List.copyOf(remarks);
  }

  /** Whether nothing is wrong. */
  public boolean isProven() {
    return problems.isEmpty();
  }

  /** Gathers what is found. Not thread-safe. */
  static final class Collector {

    private final List<String> problems = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();

    void problem(String text) {
      if (problems.size() < MAX_LINES) {
        problems.add(text);
      }
    }

    void remark(String text) {
      if (remarks.size() < MAX_LINES) {
        remarks.add(text);
      }
    }

    Findings toFindings(long entries, String root) {
      return new Findings(entries, root, problems, remarks);
    }
  }
}
