package dog.rebe.cli.report;

import dog.rebe.node.Node;
import dog.rebe.outcome.FailureCategory;
import dog.rebe.outcome.FailureKind;
import java.util.List;

/** What must go well before a command runs on a machine, in the order in which it happens. */
enum CheckUp {
  RESOLVES("its name leads to an address"),
  ANSWERS("an SSH server answers there"),
  IS_KNOWN("its host key is known and is the right one"),
  LETS_IN("it lets us log in"),
  RUNS("it runs what we send");

  private final String words;

  CheckUp(String words) {
    this.words = words;
  }

  /** The steps for this node; without SSH there is one only. */
  static List<CheckUp> of(Node node) {
    return node.endpoint().scheme().equals("local") ? List.of(RUNS) : List.of(values());
  }

  /** The step in JSON. */
  String code() {
    return switch (this) {
      case RESOLVES -> "name";
      case ANSWERS -> "port";
      case IS_KNOWN -> "host-key";
      case LETS_IN -> "login";
      case RUNS -> "run";
    };
  }

  /** The step when it goes well. */
  String words() {
    return words;
  }

  /** The step that a failure of this kind belongs to. */
  static CheckUp thatFailsWith(FailureKind kind) {
    if (kind.equals(FailureKind.HOST_NOT_FOUND)) {
      return RESOLVES;
    }
    boolean ofJumpHost =
        kind.equals(FailureKind.JUMP_HOST_NOT_TRUSTED)
            || kind.equals(FailureKind.JUMP_HOST_LOGIN_FAILED);
    if (ofJumpHost || kind.category() == FailureCategory.CONNECTION) {
      return ANSWERS;
    }
    if (kind.category() == FailureCategory.TRUST) {
      return IS_KNOWN;
    }
    return kind.category() == FailureCategory.AUTHENTICATION ? LETS_IN : RUNS;
  }
}
