package dog.rebe.policy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tests of a policy, as data. A file of them is a list in JSON; each has a {@code name}, the {@code
 * facts} that differ from {@link PolicyFacts#readOnly}, the verdict that is {@code expect}ed, as a
 * line of a policy says it, and maybe a part of the {@code reason}:
 *
 * <pre>{@code
 * [
 *   {"name": "looking is free", "facts": {"plan.impact": "none"}, "expect": "allow"},
 *   {"name": "no change on Sundays", "facts": {"plan.impact": "changes", "now.weekday": 7},
 *    "expect": "deny", "reason": "weekend"}
 * ]
 * }</pre>
 *
 * <p>Immutable.
 */
public final class PolicyCases {

  private static final Set<String> FIELDS = Set.of("name", "facts", "expect", "reason");

  private final List<PolicyCase> cases;

  private PolicyCases(List<PolicyCase> cases) {
    this.cases = List.copyOf(cases);
  }

  /** These cases. */
  public static PolicyCases of(List<PolicyCase> cases) {
    return new PolicyCases(cases);
  }

  /**
   * Reads cases from a file in UTF-8.
   *
   * @throws PolicyException if it is not understood; says which case, and why
   */
  public static PolicyCases read(Path file) {
    try {
      return parse(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException("The cases " + file + " cannot be read", e);
    }
  }

  /**
   * Reads cases from text.
   *
   * @throws PolicyException if it is not understood; says which case, and why
   */
  public static PolicyCases parse(String json) {
    Object tree;
    try {
      tree =
          JsonMapper.builder(
                  JsonFactory.builder()
                      .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                      .build())
              .enable(DeserializationFeature.USE_LONG_FOR_INTS)
              .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
              .build()
              .readValue(json, Object.class);
    } catch (JacksonException e) {
      throw new PolicyException("The cases are not JSON: " + e.getOriginalMessage());
    }
    if (!(tree instanceof List<?> list) || list.isEmpty()) {
      throw new PolicyException("The cases are a list, with one at least");
    }
    List<PolicyCase> cases = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      try {
        cases.add(one(list.get(i)));
      } catch (IllegalArgumentException | PolicyException e) {
        throw new PolicyException("Case " + (i + 1) + ": " + e.getMessage());
      }
    }
    return new PolicyCases(cases);
  }

  private static PolicyCase one(Object tree) {
    if (!(tree instanceof Map<?, ?> form)
        || !(form.get("name") instanceof String name)
        || !(form.get("facts") instanceof Map<?, ?> facts)
        || !(form.get("expect") instanceof String expect)) {
      throw new PolicyException("It needs a name, facts and what to expect");
    }
    if (!FIELDS.containsAll(form.keySet())) {
      throw new PolicyException(
          "It has fields that mean nothing: use "
              + new TreeSet<>(FIELDS)
              + ", not "
              + form.keySet());
    }
    PolicyFacts all = PolicyFacts.readOnly();
    for (Map.Entry<?, ?> fact : facts.entrySet()) {
      all = all.with(String.valueOf(fact.getKey()), fact.getValue());
    }
    return new PolicyCase(
        name,
        all,
        VerdictText.parse(expect, "expected"),
        form.get("reason") instanceof String reason ? reason : "");
  }

  /** The cases. */
  public List<PolicyCase> all() {
    return cases;
  }

  /** What is wrong with a policy, a line for each case that it does not keep; empty if none. */
  public List<String> faults(CelPolicy policy) {
    return cases.stream()
        .map(one -> one.fault(policy.judge(one.facts())))
        .flatMap(Optional::stream)
        .toList();
  }

  /** The lines of a policy that apply in no case: nobody has tested what they say. */
  public List<Integer> untested(CelPolicy policy) {
    Set<Integer> lines = new TreeSet<>(policy.lines());
    cases.forEach(one -> lines.removeAll(policy.applying(one.facts())));
    return List.copyOf(lines);
  }
}
