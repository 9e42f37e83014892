package dog.rebe.cli;

import dog.rebe.cli.screen.Screen;
import dog.rebe.ssh.config.LocalUser;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;

/**
 * What a process of the command line is given by its surroundings.
 *
 * @param screen where it prints
 * @param input what is typed
 * @param inputIsTerminal whether a person can answer a question
 * @param passwords asks for what must not be shown
 * @param environment the environment variables
 * @param home the home directory of the user
 * @param clock tells the time
 * @param interruption hears of Ctrl-C
 */
record Terminal(
    Screen screen,
    BufferedReader input,
    boolean inputIsTerminal,
    PasswordPrompt passwords,
    Map<String, String> environment,
    Path home,
    Clock clock,
    Interruption interruption) {

  Terminal {
    Objects.requireNonNull(screen, "screen");
    Objects.requireNonNull(input, "input");
    Objects.requireNonNull(passwords, "passwords");
    environment = Map.copyOf(environment);
    Objects.requireNonNull(home, "home");
    Objects.requireNonNull(clock, "clock");
    Objects.requireNonNull(interruption, "interruption");
  }

  /** Whose home and name an ssh_config may speak of. */
  LocalUser localUser() {
    LocalUser process = LocalUser.ofThisProcess();
    return new LocalUser(process.name(), home, process.id(), process.machine(), environment);
  }
}
