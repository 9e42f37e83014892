package dog.rebe.sandbox.previewer;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a shell keeps from one command to the next. */
final class ShellState {

  private final Map<String, String> variables;
  private String directory;
  private ShellStatus status = ShellStatus.of(0);
  private @Nullable String perhapsEndedBy;
  private boolean endsOnFailure;
  private boolean refusesUnset;

  ShellState(Map<String, String> variables, String directory) {
    this.variables = new HashMap<>(variables);
    this.directory = directory;
  }

  /** Another one for a subshell, in which nothing that happens comes back. */
  ShellState copy() {
    ShellState copy = new ShellState(variables, directory);
    copy.status = status;
    copy.endsOnFailure = endsOnFailure;
    copy.refusesUnset = refusesUnset;
    return copy;
  }

  @Nullable String variable(String name) {
    return variables.get(name);
  }

  void set(String name, String value) {
    variables.put(name, value);
  }

  String directory() {
    return directory;
  }

  void enter(String newDirectory) {
    directory = newDirectory;
  }

  ShellStatus status() {
    return status;
  }

  void ended(int code) {
    status = ShellStatus.of(code);
  }

  void ended(ShellStatus newStatus) {
    status = newStatus;
  }

  /** Where {@code set -e} ends the script if this command fails, and nobody can say whether. */
  void perhapsEndedBy(@Nullable String command) {
    perhapsEndedBy = command;
  }

  /** Before anything more is run. */
  void requireGoing() throws CannotTell {
    if (perhapsEndedBy != null) {
      throw new CannotTell(
          "by set -e nothing more is done if '"
              + perhapsEndedBy
              + "' fails, and nobody can say that beforehand");
    }
  }

  boolean endsOnFailure() {
    return endsOnFailure;
  }

  void endOnFailure(boolean ends) {
    endsOnFailure = ends;
  }

  boolean refusesUnset() {
    return refusesUnset;
  }

  void refuseUnset(boolean refuses) {
    refusesUnset = refuses;
  }
}
