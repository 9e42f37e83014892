package dog.rebe.sandbox.previewer;

import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * How the last command of a shell ended.
 *
 * @param code its exit status, if that is known
 * @param unsure the command of which nobody can say beforehand how it ends; null if it is known
 */
record ShellStatus(int code, @Nullable String unsure) {

  static ShellStatus of(int code) {
    return new ShellStatus(code, null);
  }

  static ShellStatus unsure(String command) {
    return new ShellStatus(0, command);
  }

  boolean isSure() {
    return unsure == null;
  }

  /** For whoever goes on one way or another by it. */
  int required() throws CannotTell {
    if (unsure != null) {
      throw new CannotTell(
          "what follows depends on how '" + unsure + "' ends, and nobody can say that beforehand");
    }
    return code;
  }

  OptionalInt known() {
    return isSure() ? OptionalInt.of(code) : OptionalInt.empty();
  }
}
