package dog.rebe.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.cli.Keyboard.Typed;
import dog.rebe.ssh.testkit.leak.LeakCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** On this machine, without SSH. */
@ExtendWith(LeakCheck.class)
class RunCommandTest {

  @TempDir Path home;

  private Typed run(Keyboard keyboard, String effect, String... rest) {
    List<String> arguments =
        new ArrayList<>(List.of("run", effect, "-d", "2m", "-m", "64k", "-n", "local:"));
    arguments.addAll(List.of(rest));
    return keyboard.type(arguments.toArray(String[]::new));
  }

  private Typed read(String... rest) {
    return run(Keyboard.in(home), "--read-only", rest);
  }

  @Test
  void showsWhatTheCommandPrinted() {
    Typed typed = read("--", "printf", "%s|", "a b", "$HOME", "");
    assertThat(typed.out()).contains("  localhost: exit 0\n    a b|$HOME||\n");
    assertThat(typed.out()).contains("\n1 node ran it in ");
    assertThat(typed.exit()).isEqualTo(ExitCode.OK.number());
    assertThat(typed.err()).isEmpty();
  }

  @Test
  void runsTheOptionsOfTheCommandAndNotItsOwn() {
    assertThat(read("--", "printf", "%s", "--json", "-h").out()).contains("    --json-h\n");
  }

  @Test
  void saysThatANodeFailedAndWhatItHadPrinted() {
    Typed typed = read("--script", "echo before; echo why >&2; exit 3");
    assertThat(typed.exit()).isEqualTo(ExitCode.SOME_FAILED.number());
    assertThat(typed.out())
        .contains("0 of 1 node ran it")
        .contains("nonzero-exit, completed")
        .contains("What the failed ones had printed:")
        .contains("localhost: exit 3\n    before\n    on standard error:\n    why\n");
  }

  @Test
  void acceptsTheExitsThatItIsTold() {
    assertThat(read("--accept-exit", "0,3", "--script", "exit 3").exit()).isZero();
  }

  @Test
  void showsControlCharactersAndNeverObeysThem() {
    Typed typed = read("--", "printf", "\\033[2Jx\\n");
    assertThat(typed.out()).contains("    \\u001b[2Jx\n").doesNotContain("\u001b");
  }

  @Test
  void saysThatOutputWasCutAtItsLimit() {
    Typed typed = limited("echo", "0123456789");
    assertThat(typed.out()).contains("    01234\n    (cut at the limit of 5 B)\n");
  }

  @Test
  void endsWhatPrintsWithoutEnd() {
    Typed typed = limited("yes");
    assertThat(typed.exit()).isEqualTo(ExitCode.SOME_FAILED.number());
    assertThat(typed.out()).contains("output-limit").contains("    y\n    y\n    y\n");
  }

  private Typed limited(String... command) {
    List<String> arguments =
        new ArrayList<>(List.of("run", "--read-only", "-d", "2m", "-m", "5", "-n", "local:", "--"));
    arguments.addAll(List.of(command));
    return Keyboard.in(home).type(arguments.toArray(String[]::new));
  }

  @Test
  void passesInputEnvironmentAndDirectory() throws IOException {
    Path input = Files.writeString(home.resolve("input"), "from a file\n");
    Typed typed =
        read(
            "--stdin",
            input.toString(),
            "--env",
            "GREETING=a=b c",
            "--directory",
            home.toString(),
            "--script",
            "cat; echo \"$GREETING\"; pwd -P");
    assertThat(typed.out()).contains("    from a file\n    a=b c\n    " + home.toRealPath() + "\n");
  }

  @Test
  void passesASecretThatStandsInNoOutputOfItsOwn() throws IOException {
    Path file = Files.writeString(home.resolve("token"), "s3cr3t-t0k3n\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    Typed typed =
        read(
            "--secret-env",
            "TOKEN=" + file,
            "--script",
            "echo ${#TOKEN} characters; echo \"bad $TOKEN\" >&2; exit 3");
    assertThat(typed.out()).contains("12 characters").contains("nonzero-exit");
    assertThat(typed.out()).contains("The machine said: “bad ***”");
  }

  @Test
  void runsAScriptFromAFile() throws IOException {
    Path script = Files.writeString(home.resolve("script.sh"), "for i in 1 2; do echo $i; done\n");
    assertThat(read("--script-file", script.toString()).out()).contains("    1\n    2\n");
  }

  @Test
  void refusesToDestroyWhereNobodyCanApprove() {
    Path victim = home.resolve("victim");
    Typed typed = run(Keyboard.in(home), "--destroys", "--", "touch", victim.toString());
    assertThat(typed.exit()).isEqualTo(ExitCode.NOT_APPROVED.number());
    assertThat(typed.out()).isEmpty();
    assertThat(typed.err())
        .contains("This destroys what the machines cannot give back.")
        .contains("touch " + victim)
        .contains("Machines: 1: localhost")
        .contains("add --approve " + digest(typed));
    assertThat(victim).doesNotExist();
  }

  @Test
  void destroysWhatWasApprovedByItsDigest() {
    Path victim = home.resolve("victim");
    String digest = digest(run(Keyboard.in(home), "--destroys", "--", "touch", victim.toString()));
    Typed typed =
        run(Keyboard.in(home), "--destroys", "--approve", digest, "--", "touch", victim.toString());
    assertThat(typed.exit()).isZero();
    assertThat(victim).exists();
  }

  @Test
  void refusesTheDigestOfAnotherCommand() {
    Path victim = home.resolve("victim");
    String digest = digest(run(Keyboard.in(home), "--destroys", "--", "true"));
    Typed typed =
        run(Keyboard.in(home), "--destroys", "--approve", digest, "--", "touch", victim.toString());
    assertThat(typed.exit()).isEqualTo(ExitCode.NOT_APPROVED.number());
    assertThat(typed.err()).contains("is for another command or other machines");
    assertThat(victim).doesNotExist();
  }

  @Test
  void destroysWhatWasConfirmedByTypingTheDigest() {
    Path victim = home.resolve("victim");
    String[] command = {"--", "touch", victim.toString()};
    Typed wrong = run(Keyboard.in(home).answering("yes"), "--destroys", command);
    assertThat(wrong.exit()).isEqualTo(ExitCode.NOT_APPROVED.number());
    assertThat(wrong.err()).contains("That is not the digest. Nothing was run.");
    assertThat(victim).doesNotExist();

    String typedDigest = digest(wrong).substring(0, 12);
    assertThat(run(Keyboard.in(home).answering(typedDigest), "--destroys", command).exit())
        .isZero();
    assertThat(victim).exists();
  }

  private static String digest(Typed typed) {
    Matcher digest = Pattern.compile("Digest: +([0-9a-f]{64})").matcher(typed.err());
    assertThat(digest.find()).as(typed.err()).isTrue();
    return digest.group(1);
  }

  @Test
  void recordsIntentAndOutcome() throws IOException {
    Path chronicle = home.resolve("chronicle");
    run(
        Keyboard.in(home),
        "--changes=repeatable",
        "--chronicle",
        chronicle.toString(),
        "--",
        "true");
    assertThat(Files.readString(chronicle, UTF_8))
        .contains("\"intent\"")
        .contains("\"outcome\"")
        .contains("localhost");
  }

  @Test
  void stopsWhenMoreNodesFailThanAllowed() throws IOException {
    StringBuilder fleet = new StringBuilder();
    for (int i = 1; i <= 20; i++) {
      fleet.append("local: id=n").append(i).append('\n');
    }
    Path inventory = Files.writeString(home.resolve("fleet"), fleet.toString());
    Typed typed =
        Keyboard.in(home)
            .type(
                "run",
                "--read-only",
                "-d",
                "2m",
                "-m",
                "1k",
                "-i",
                inventory.toString(),
                "-c",
                "1",
                "--max-failures",
                "2",
                "--",
                "false");
    assertThat(typed.exit()).isEqualTo(ExitCode.STOPPED_EARLY.number());
    assertThat(typed.out())
        .contains(
            "more nodes failed than --max-failures allows. On 17 of the nodes nothing was"
                + " started.");
  }
}
