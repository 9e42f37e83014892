package dog.rebe.command;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What stands around the program of a command: its input, place, user, token, and what counts. */
record CommandSurroundings(
    StandardInput input,
    Map<String, EnvironmentValue> environment,
    @Nullable String directory,
    @Nullable RunAs runAs,
    Set<Integer> acceptedExits,
    @Nullable Token token,
    TokenUse tokenUse,
    OnDisconnect onDisconnect,
    @Nullable String title) {

  static final CommandSurroundings PLAIN =
      new CommandSurroundings(
          StandardInput.none(),
          Map.of(),
          null,
          null,
          Set.of(0),
          null,
          TokenUse.RUN,
          OnDisconnect.RUN_ON,
          null);

  CommandSurroundings withInput(StandardInput newInput) {
    return new CommandSurroundings(
        newInput,
        environment,
        directory,
        runAs,
        acceptedExits,
        token,
        tokenUse,
        onDisconnect,
        title);
  }

  CommandSurroundings withVariable(String name, EnvironmentValue value) {
    Map<String, EnvironmentValue> all = new LinkedHashMap<>(environment);
    all.put(name, value);
    return new CommandSurroundings(
        input,
        Collections.unmodifiableMap(all),
        directory,
        runAs,
        acceptedExits,
        token,
        tokenUse,
        onDisconnect,
        title);
  }

  CommandSurroundings withDirectory(String newDirectory) {
    return new CommandSurroundings(
        input,
        environment,
        newDirectory,
        runAs,
        acceptedExits,
        token,
        tokenUse,
        onDisconnect,
        title);
  }

  CommandSurroundings withRunAs(RunAs newRunAs) {
    return new CommandSurroundings(
        input,
        environment,
        directory,
        newRunAs,
        acceptedExits,
        token,
        tokenUse,
        onDisconnect,
        title);
  }

  CommandSurroundings withAcceptedExits(Set<Integer> accepted) {
    return new CommandSurroundings(
        input, environment, directory, runAs, accepted, token, tokenUse, onDisconnect, title);
  }

  CommandSurroundings withToken(Token newToken, TokenUse use) {
    return new CommandSurroundings(
        input, environment, directory, runAs, acceptedExits, newToken, use, onDisconnect, title);
  }

  CommandSurroundings withOnDisconnect(OnDisconnect reaction) {
    return new CommandSurroundings(
        input, environment, directory, runAs, acceptedExits, token, tokenUse, reaction, title);
  }

  CommandSurroundings withTitle(String newTitle) {
    return new CommandSurroundings(
        input,
        environment,
        directory,
        runAs,
        acceptedExits,
        token,
        tokenUse,
        onDisconnect,
        newTitle);
  }
}
