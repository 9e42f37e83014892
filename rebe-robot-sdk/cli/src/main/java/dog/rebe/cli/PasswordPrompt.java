package dog.rebe.cli;

import java.util.Optional;

/** Asks for a password that is not shown while it is typed. */
@FunctionalInterface
interface PasswordPrompt {

  /** What was typed; empty where nobody can be asked, or nothing was typed. */
  Optional<char[]> read(String prompt);
}
