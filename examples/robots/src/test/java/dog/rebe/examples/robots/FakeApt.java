package dog.rebe.examples.robots;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * {@code apt-get} and {@code dpkg-query} as shell scripts in a folder, over packages that are files
 * there: {@code installed/NAME} and {@code offered/NAME} hold a version each. They print what the
 * real ones print, and note in {@code said} how they were called to change something.
 */
final class FakeApt {

  private static final String APT =
      """
      #!/bin/sh
      cd "$(dirname "$0")/.." || exit 90
      simulated=
      wanted=
      for word; do
        case $word in
          -s) simulated=yes;;
          dist-upgrade) wanted=$(cd offered && echo *);;
          *=*) case $word in -*|*::*) ;; *) wanted="$wanted $word";; esac;;
        esac
      done
      [ "$LC_ALL" = C ] || { echo "E: not in the C locale" >&2; exit 91; }
      [ "$simulated" ] || { [ "$DEBIAN_FRONTEND" = noninteractive ] && echo "$*" >>said; } || exit 92
      for one in $wanted; do
        name=${one%%=*}
        offered=$(cat "offered/$name" 2>/dev/null)
        case $one in
          *=*) [ "$offered" = "${one#*=}" ] || { echo "E: Version '${one#*=}' for '$name' was not found" >&2; exit 100; };;
        esac
      done
      echo "Reading package lists..."
      for one in $wanted; do
        name=${one%%=*}
        from=$(cat "installed/$name") to=$(cat "offered/$name") archive=$(cat "archive/$name")
        [ "$from" != "$to" ] || continue
        echo "Inst $name [$from] ($to $archive [amd64])"
        [ "$simulated" ] || cp "offered/$name" "installed/$name"
      done
      """;

  private static final String DPKG_QUERY =
      """
      #!/bin/sh
      cd "$(dirname "$0")/.." || exit 90
      for name; do :; done
      exec cat "installed/$name"
      """;

  private static final String ENTER =
      """
      #!/bin/sh
      PATH='%s':/usr/bin:/bin
      export PATH
      exec /bin/sh -c "$SSH_ORIGINAL_COMMAND"
      """;

  private final Path folder;

  FakeApt(Path folder) throws IOException {
    this.folder = folder;
    for (String part : List.of("bin", "installed", "offered", "archive")) {
      Files.createDirectories(folder.resolve(part));
    }
    program("apt-get", APT);
    program("dpkg-query", DPKG_QUERY);
    program("enter", ENTER.formatted(folder.resolve("bin")));
  }

  private void program(String name, String text) throws IOException {
    Path program = Files.writeString(folder.resolve("bin").resolve(name), text);
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /**
   * The directive for an sshd whose logins find these programs, whatever their start-up files say.
   */
  String directive() {
    return "ForceCommand " + folder.resolve("bin/enter");
  }

  /** Where a login finds apt-get. */
  String program() {
    return folder.resolve("bin/apt-get").toString();
  }

  FakeApt with(String name, String installed, String offered, String archive) throws IOException {
    Files.writeString(folder.resolve("installed").resolve(name), installed);
    Files.writeString(folder.resolve("archive").resolve(name), archive);
    return offers(name, offered);
  }

  FakeApt offers(String name, String version) throws IOException {
    Files.writeString(folder.resolve("offered").resolve(name), version);
    return this;
  }

  String installed(String name) throws IOException {
    return Files.readString(folder.resolve("installed").resolve(name));
  }

  /** How it was called to change something. */
  List<String> said() throws IOException {
    Path said = folder.resolve("said");
    return Files.exists(said) ? Files.readAllLines(said) : List.of();
  }
}
