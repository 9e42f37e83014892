package dog.rebe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.cli.Keyboard.Typed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ChronicleCommandTest {

  @TempDir Path home;
  private Path key;
  private Path folder;
  private Path file;

  @BeforeEach
  void recordsInBothForms() {
    key = home.resolve("farm.key");
    folder = home.resolve("provable");
    file = home.resolve("plain.jsonl");
    assertThat(type("realm", "key", key.toString(), "--name", "example.com/farm").exit()).isZero();
    assertThat(run("--chronicle", folder.toString(), "--chronicle-key", key.toString()).exit())
        .isZero();
    assertThat(run("--chronicle", file.toString()).exit()).isZero();
  }

  private Typed type(String... arguments) {
    return Keyboard.in(home).type(arguments);
  }

  private Typed run(String... record) {
    String[] all = new String[record.length + 10];
    String[] before = {"run", "--read-only", "-n", "local:", "-d", "2m", "-m", "64k"};
    System.arraycopy(before, 0, all, 0, before.length);
    System.arraycopy(record, 0, all, before.length, record.length);
    all[all.length - 2] = "--";
    all[all.length - 1] = "true";
    return type(all);
  }

  private String publicKey() {
    return home.resolve("farm.pub").toString();
  }

  @Test
  void showsItsEntries() {
    for (Path one : new Path[] {folder, file}) {
      Typed shown = type("chronicle", "show", one.toString());
      assertThat(shown.out()).contains("intent  ", "outcome  ", "command=true");
      assertThat(type("chronicle", "show", "--kind", "outcome", one.toString()).out())
          .doesNotContain("intent  ");
      assertThat(type("chronicle", "show", "--last", "1", one.toString()).out().lines()).hasSize(1);
      assertThat(type("chronicle", "show", "--json", one.toString()).out())
          .contains("\"type\":\"entry\"", "\"kind\":\"intent\"");
      assertThat(type("chronicle", "check", one.toString()).out()).contains("Unbroken: 3 entries");
    }
    assertThat(type("chronicle", "show", home.resolve("none").toString()).err())
        .contains("is no chronicle");
  }

  @Test
  void exportsWhatIsThenVerified() {
    Path bundle = home.resolve("farm.bundle");
    Typed exported = type("chronicle", "export", folder.toString(), bundle.toString());
    assertThat(exported.out()).contains("3 entries of example.com/farm are in");
    Typed verified = type("verify", "--key", publicKey(), bundle.toString());
    assertThat(verified.exit()).as(verified.out() + verified.err()).isZero();
    assertThat(verified.out())
        .contains("Proven: 3 entries", "every entry is one that it covers", "Not proven: that");
    assertThat(type("verify", "--json", "--key", publicKey(), bundle.toString()).out())
        .contains("\"proven\":true", "\"entries\":3");
    assertThat(type("chronicle", "export", folder.toString(), bundle.toString()).err())
        .contains("already: name another");
    assertThat(type("chronicle", "export", file.toString(), home.resolve("x").toString()).err())
        .contains("name the folder of a provable chronicle");
    assertThat(home.resolve("x")).doesNotExist();
  }

  @Test
  @Tag("fault-44")
  void namesWhatIsDamaged() throws IOException {
    String text = Files.readString(file);
    Files.writeString(file, text.replace("local", "lokal"));
    Typed checked = type("chronicle", "check", file.toString());
    assertThat(checked.exit()).isEqualTo(ExitCode.SOME_FAILED.number());
    assertThat(checked.out()).contains("problem: ", "Broken after ");
    assertThat(type("chronicle", "show", file.toString()).exit())
        .isEqualTo(ExitCode.SOME_FAILED.number());
  }

  @Test
  void saysWhatAKeyIsFor() {
    assertThat(run("--chronicle", folder.toString()).err())
        .contains("is a folder: name the key", "--chronicle-key");
    assertThat(run("--chronicle-key", key.toString()).err())
        .contains("--chronicle-key signs a chronicle");
    assertThat(
            run("--chronicle", folder.toString(), "--chronicle-key", home.resolve("no").toString())
                .err())
        .contains("there is no such file");
  }
}
