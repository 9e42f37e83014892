package dog.rebe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.cli.Keyboard.Typed;
import dog.rebe.ssh.testkit.leak.LeakCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** put and get on this machine, without SSH. */
@ExtendWith(LeakCheck.class)
class TransferCommandsTest {

  @TempDir Path home;

  private Typed type(String... arguments) {
    return Keyboard.in(home).type(arguments);
  }

  @Test
  void putsAFileWithItsMode() throws IOException {
    Path source = Files.writeString(home.resolve("motd"), "hello\n");
    Path target = home.resolve("there");
    Typed typed =
        type(
            "put",
            "-n",
            "local:",
            "-d",
            "2m",
            "--mode",
            "0640",
            source.toString(),
            target.toString());
    assertThat(typed.out())
        .contains("      1   6 B  0640  5891b5b522d5df08…\n         localhost\n")
        .contains("1 node took the file in ");
    assertThat(typed.exit()).isZero();
    assertThat(target).hasContent("hello\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(target)))
        .isEqualTo("rw-r-----");
  }

  @Test
  void keepsTheModeThatAFileHasHere() throws IOException {
    Path source = Files.writeString(home.resolve("script"), "true\n");
    Files.setPosixFilePermissions(source, PosixFilePermissions.fromString("rwxr-x--x"));
    Path target = home.resolve("there");
    type("put", "-n", "local:", "-d", "2m", source.toString(), target.toString());
    assertThat(Files.getPosixFilePermissions(target))
        .isEqualTo(Files.getPosixFilePermissions(source));
  }

  @Test
  void getsAFileOfAnyBytesIntoAFolderForEachNode() throws IOException {
    byte[] content = new byte[100_000];
    new Random(7).nextBytes(content);
    Path source = Files.write(home.resolve("image.bin"), content);
    Path inventory =
        Files.writeString(home.resolve("fleet"), "local: id=one\nlocal: id=../../up\n");
    Path folder = home.resolve("fetched");
    Typed typed =
        type(
            "get",
            "-i",
            inventory.toString(),
            "-d",
            "2m",
            "-m",
            "1MiB",
            source.toString(),
            folder.toString(),
            "--json");
    assertThat(typed.exit()).as(typed.out() + typed.err()).isZero();
    assertThat(folder.resolve("one/image.bin")).hasBinaryContent(content);
    assertThat(folder.resolve("%2e.%2f..%2fup/image.bin")).hasBinaryContent(content);
    assertThat(typed.out()).contains("\"file\":{\"path\":\"" + source + "\",\"bytes\":100000,");
  }

  @Test
  void takesNoFileAboveTheLimit() throws IOException {
    Path source = Files.writeString(home.resolve("big"), "0123456789");
    Typed typed =
        type(
            "get",
            "-n",
            "local:",
            "-d",
            "2m",
            "-m",
            "9",
            source.toString(),
            home.resolve("fetched").toString());
    assertThat(typed.exit()).isEqualTo(ExitCode.SOME_FAILED.number());
    assertThat(typed.out()).contains("file-too-large");
    assertThat(home.resolve("fetched/localhost")).doesNotExist();
  }

  @Test
  void saysWhyAFileCannotBeTaken() {
    Typed typed =
        type(
            "get",
            "-n",
            "local:",
            "-d",
            "2m",
            "-m",
            "9k",
            home.resolve("nowhere").toString(),
            home.resolve("fetched").toString());
    assertThat(typed.exit()).isEqualTo(ExitCode.SOME_FAILED.number());
    assertThat(typed.out()).contains("path-failed, completed");
  }

  @Test
  void saysThatAFetchedFileCannotBeKept() throws IOException {
    Path source = Files.writeString(home.resolve("f"), "x");
    Path folder = Files.createDirectory(home.resolve("fetched"));
    Files.writeString(folder.resolve("localhost"), "a file where a folder should be");
    Typed typed =
        type("get", "-n", "local:", "-d", "2m", "-m", "9k", source.toString(), folder.toString());
    assertThat(typed.exit()).isEqualTo(ExitCode.OUTPUT_LOST.number());
    assertThat(typed.err()).contains("fetched/localhost/f cannot be written");
  }

  @Test
  void refusesBadInputBeforeAnythingRuns() throws IOException {
    Path source = Files.writeString(home.resolve("f"), "0123456789");
    Path target = home.resolve("target");
    String[][] wrong = {
      {
        "Missing required option: '--deadline=DURATION'",
        "put",
        "-n",
        "local:",
        source + "",
        target + ""
      },
      {
        "--mode '999' is no mode",
        "put",
        "-n",
        "local:",
        "-d",
        "9s",
        "--mode",
        "999",
        source + "",
        target + ""
      },
      {
        "has 10 B: say --max-bytes",
        "put",
        "-n",
        "local:",
        "-d",
        "9s",
        "-m",
        "9",
        source + "",
        target + ""
      },
      {"there is no such file", "put", "-n", "local:", "-d", "9s", home + "/nowhere", target + ""},
      {"Missing required parameter: 'PATH'", "put", "-n", "local:", "-d", "9s", source + ""},
      {"A path is not empty", "put", "-n", "local:", "-d", "9s", source + "", ""},
      {"Which machines?", "get", "-d", "9s", "-m", "9", source + "", target + ""},
      {"names a folder", "get", "-n", "local:", "-d", "9s", "-m", "9", "/etc/", target + ""},
      {
        "do not fit into memory",
        "get",
        "-n",
        "local:",
        "-d",
        "9s",
        "-m",
        "2147483000",
        source + "",
        target + ""
      },
      {"cannot be made", "get", "-n", "local:", "-d", "9s", "-m", "9", source + "", source + "/x"},
    };
    for (String[] line : wrong) {
      String[] arguments = java.util.Arrays.copyOfRange(line, 1, line.length);
      Typed typed = type(arguments);
      assertThat(typed.err()).contains(line[0]);
      assertThat(typed.exit()).isEqualTo(ExitCode.BAD_INPUT.number());
      assertThat(target).doesNotExist();
    }
  }
}
