package dog.rebe.node;

import java.util.List;

/**
 * Chooses nodes by their labels. Conditions are separated by commas, and a node must meet all of
 * them:
 *
 * <table>
 *   <caption>Conditions</caption>
 *   <tr><td>{@code env=prod}</td><td>the label is there and has this value ({@code ==} is the same)</td></tr>
 *   <tr><td>{@code role!=db}</td><td>the label has another value, or is not there</td></tr>
 *   <tr><td>{@code region in (eu, us)}</td><td>the label is there and has one of the values</td></tr>
 *   <tr><td>{@code zone notin (a, b)}</td><td>the label has none of the values, or is not there</td></tr>
 *   <tr><td>{@code gpu}</td><td>the label is there, with any value</td></tr>
 *   <tr><td>{@code !gpu}</td><td>the label is not there</td></tr>
 * </table>
 *
 * <p>{@code id} stands for the id of the node: {@code id=web-1}, {@code id in (web-1, web-2)}. Keys
 * have letters, digits and {@code . _ - /}; values may also have {@code : @ + %}. White space
 * between the parts does not matter. Immutable and thread-safe.
 */
public final class Selector {

  private static final Selector ALL = new Selector("", List.of());

  private final String text;
  private final List<Requirement> requirements;

  private Selector(String text, List<Requirement> requirements) {
    this.text = text;
    this.requirements = requirements;
  }

  /** Every node. */
  public static Selector all() {
    return ALL;
  }

  /**
   * The selector that this text says.
   *
   * @throws SelectorException if it cannot be understood
   */
  public static Selector parse(String text) {
    return new Selector(text, new SelectorParser(text).parse());
  }

  /** Whether the node meets every condition. */
  public boolean matches(Node node) {
    return requirements.stream().allMatch(requirement -> requirement.matches(node));
  }

  /** The text that it was made from; empty for {@link #all()}. */
  @Override
  public String toString() {
    return text;
  }
}
