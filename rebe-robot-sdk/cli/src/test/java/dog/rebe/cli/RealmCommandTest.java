package dog.rebe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.cli.Keyboard.Typed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RealmCommandTest {

  @TempDir Path home;
  private Path farm;
  private Path keys;

  @BeforeEach
  void makesARealm() throws IOException {
    farm = home.resolve("farm");
    keys = home.resolve("farm.keys");
    Path hosts = Files.writeString(home.resolve("hosts"), "web-1\nweb-2\n");
    Typed made =
        type(
            "realm",
            "init",
            farm.toString(),
            "--name",
            "The farm",
            "--approver",
            "anna",
            "--approver",
            "bert",
            "--group",
            "operators=anna,bert",
            "--changes-per-hour",
            "20",
            "-i",
            hosts.toString());
    assertThat(made.exit()).as(made.err()).isZero();
  }

  private Typed type(String... arguments) {
    return Keyboard.in(home).type(arguments);
  }

  private Typed check() {
    return type("realm", "check", "--realm", farm.toString());
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  @Test
  void makesKeysThatOnlyTheirOwnerReads() throws IOException {
    for (String name : new String[] {"owner", "chronicle", "anna", "bert"}) {
      assertThat(mode(keys.resolve(name + ".key"))).as(name).isEqualTo("rw-------");
      assertThat(keys.resolve(name + ".pub")).exists();
    }
    assertThat(mode(keys)).isEqualTo("rwx------");
    assertThat(mode(farm)).isEqualTo("rwx------");
    assertThat(type("realm", "init", farm.toString()).err()).contains("is a realm already");
    assertThat(type("realm", "key", keys.resolve("anna.key").toString(), "--name", "anna").err())
        .contains("There is a key already", "never written over");
  }

  @Test
  void showsWhatWasSigned() {
    Typed shown = type("realm", "show", farm.toString());
    assertThat(shown.out())
        .contains(
            "The farm",
            "Approver:   anna+",
            "of operators",
            "20 changes an hour",
            "farm/chronicle+");
    assertThat(type("realm", "show", farm.toString(), "--json").out())
        .contains("\"type\":\"realm\"", "\"groups\":[\"operators\"]", "\"changesPerHour\":20");
  }

  @Test
  void findsAllWell() {
    Typed checked = check();
    assertThat(checked.exit()).as(checked.out() + checked.err()).isZero();
    assertThat(checked.out()).contains("2 machines", "All is well.", "owner's key lies on this");
  }

  @Test
  void findsWhatIsWrong() throws IOException {
    Path key = keys.resolve("chronicle.key");
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r-----"));
    assertThat(check().out()).contains("has the mode rw-r-----", "chmod 600", "Not all is well.");
    Files.delete(key);
    assertThat(check().out()).contains("there is no such file");
    Files.copy(keys.resolve("anna.key"), key);
    assertThat(check().out()).contains("is not the one that the owner named");
    Files.writeString(key, "garbage");
    assertThat(check().out()).contains("This is no private key");
    assertThat(check().exit()).isEqualTo(ExitCode.SOME_FAILED.number());
    Files.setPosixFilePermissions(farm, PosixFilePermissions.fromString("rwxrwxrwx"));
    assertThat(check().out()).contains("Others may write in");
  }

  @Test
  @Tag("fault-56")
  void refusesWhatTheOwnerDidNotSign() throws IOException {
    Files.writeString(farm.resolve("inventory/hosts"), "web-1\nevil\n");
    Typed changed = check();
    assertThat(changed.exit()).isEqualTo(ExitCode.BAD_INPUT.number());
    assertThat(changed.err()).contains("is not what the owner signed");
    Typed signed = type("realm", "sign", farm.toString(), "--without", "bert");
    assertThat(signed.exit()).as(signed.err()).isZero();
    assertThat(signed.out()).contains("1 approver\n");
    assertThat(check().exit()).isZero();
    assertThat(type("realm", "show", farm.toString()).out()).doesNotContain("bert");
    Files.writeString(farm.resolve("realm"), "garbage\n");
    assertThat(check().err()).contains("cannot be read");
  }

  @Test
  void wantsToKnowWhoseItMustBe() throws IOException {
    String id =
        type("realm", "show", farm.toString()).out().replaceFirst("(?s).*Id: +(\\w+).*", "$1");
    Files.delete(home.resolve(".rebe/realms"));
    assertThat(check().err()).contains("say whose it must be with --owner ID");
    assertThat(type("realm", "check", "--realm", farm.toString(), "--owner", "0".repeat(64)).err())
        .contains("not 0000");
    assertThat(type("realm", "check", "--realm", farm.toString(), "--owner", "x").err())
        .contains("64 lower-case hexadecimal digits");
    assertThat(type("realm", "trust", farm.toString(), id).exit()).isZero();
    assertThat(check().exit()).isZero();
  }

  @Test
  void refusesKeysInTheWrongPlaces() {
    assertThat(
            type(
                    "realm",
                    "sign",
                    farm.toString(),
                    "--owner-key",
                    keys.resolve("anna.key").toString())
                .err())
        .contains("is the realm", "name the right folder, or the right owner")
        .doesNotContain("PRIVATE+KEY");
    assertThat(
            type(
                    "realm",
                    "sign",
                    farm.toString(),
                    "--approver-key",
                    keys.resolve("anna.key").toString())
                .err())
        .contains("is a private key, which nobody else should have");
    assertThat(type("realm", "init", home.resolve("b").toString(), "--approver", "owner").err())
        .contains("is the name of another key here");
    assertThat(type("realm", "init", home.resolve("b").toString(), "--approver", "a b").err())
        .contains("use letters");
    assertThat(home.resolve("b")).doesNotExist();
  }

  @Test
  void aPolicyThatCannotBeUnderstoodIsNamedWithItsLine() throws IOException {
    Files.writeString(farm.resolve("policies/rules"), "allow | Yes. | plan.impact = 1\n");
    Typed signed = type("realm", "sign", farm.toString());
    assertThat(signed.exit()).isEqualTo(ExitCode.BAD_INPUT.number());
    assertThat(signed.err()).contains("policies/rules", "ine 1");
  }
}
