package dog.rebe.protocol.negotiation;

/**
 * An ability beyond a version's own, by its name on the wire. Names that a peer does not know are
 * harmless.
 *
 * @param name 1 to 64 lower-case letters, digits and hyphens
 */
public record Feature(String name) implements Comparable<Feature> {

  /** A session goes on after its connection was lost. */
  public static final Feature RESUME = new Feature("resume");

  /** Files of nodes are read. */
  public static final Feature FILES = new Feature("files");

  /** A command with a token runs at most once. */
  public static final Feature TOKEN = new Feature("token");

  /** Work outlives the session, and is found again by its token. */
  public static final Feature DETACH = new Feature("detach");

  /** A command gets a terminal. */
  public static final Feature INTERACTIVE = new Feature("interactive");

  /** A command ends with the connection between agent and node. */
  public static final Feature ON_DISCONNECT = new Feature("on-disconnect");

  /** The agent drives runs over many nodes itself, and tells the outcomes folded. */
  public static final Feature FLEET = new Feature("fleet");

  /** How the work of a token stands is asked, and work is followed anew, without its scripts. */
  public static final Feature TOKEN_QUERY = new Feature("token-query");

  /** A person's signed approval travels with a run that destroys. */
  public static final Feature APPROVAL = new Feature("approval");

  public Feature {
    if (!isName(name)) {
      throw new IllegalArgumentException(
          "A feature's name has 1 to 64 of a-z, 0-9 and '-', and '" + name + "' has not");
    }
  }

  /** Whether a feature may be called so. */
  static boolean isName(String name) {
    boolean wellFormed = !name.isEmpty() && name.length() <= 64;
    for (int i = 0; wellFormed && i < name.length(); i++) {
      char c = name.charAt(i);
      wellFormed = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    }
    return wellFormed;
  }

  @Override
  public int compareTo(Feature other) {
    return name.compareTo(other.name);
  }

  @Override
  public String toString() {
    return name;
  }
}
