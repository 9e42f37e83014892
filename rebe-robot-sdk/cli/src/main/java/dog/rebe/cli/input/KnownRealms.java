package dog.rebe.cli.input;

import dog.rebe.realm.RealmId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** Which realm lies in which folder, as somebody has said here: a line {@code ID FOLDER} each. */
public final class KnownRealms {

  private final Path file;

  /** The list of this user. */
  public KnownRealms(Path home) {
    this.file = home.resolve(".rebe").resolve("realms");
  }

  /**
   * The id of the realm that must lie there.
   *
   * @throws BadInput if the list cannot be read
   */
  public Optional<RealmId> find(Path folder) {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    String path = folder.toAbsolutePath().normalize().toString();
    Optional<RealmId> found = Optional.empty();
    for (String line : LocalFile.text(file, "The list of realms").lines().toList()) {
      int space = line.indexOf(' ');
      if (space > 0 && line.substring(space + 1).equals(path)) {
        found = Optional.of(RealmArguments.id(line.substring(0, space), file.toString()));
      }
    }
    return found;
  }

  /**
   * Adds a realm; the last line of a folder counts.
   *
   * @throws BadInput if the list cannot be written
   */
  public void add(RealmId id, Path folder) {
    try {
      Files.createDirectories(file.resolveSibling(""));
      Files.writeString(
          file,
          id + " " + folder.toAbsolutePath().normalize() + "\n",
          StandardCharsets.UTF_8,
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new BadInput("The list " + file + " cannot be written: " + e.getMessage(), e);
    }
  }
}
