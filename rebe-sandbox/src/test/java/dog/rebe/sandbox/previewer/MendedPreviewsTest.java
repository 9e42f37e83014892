package dog.rebe.sandbox.previewer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Commands whose previews were wrong once, found by random ones: they agree with the real tools.
 */
class MendedPreviewsTest {

  private static final int NOBODY = 65534;
  private static final PreviewLimits LIMITS =
      PreviewLimits.of(Duration.ofMinutes(2), 1 << 20, 10_000, 1 << 20);

  /** Files that lend rights, links that lead nowhere or round, folders that hand down. */
  private static final String GROW =
      """
      echo one > file; echo two > lends; echo three > other
      chmod 2755 lends; chmod 6755 other
      mkdir folder handing sticky; chmod 2775 handing; chmod 1777 sticky
      echo in > folder/in; mkdir folder/deep; ln -s file link; ln -s missing dangling; ln -s loop loop; ln -s . here
      touch -d @1500000000 file lends; touch -h -d @1400000000 dangling
      """;

  private static final AtomicInteger NUMBER = new AtomicInteger();

  private static CommandPreviewer previewer;
  private static LocalFiles local;

  @TempDir static Path folder;

  @BeforeAll
  static void open() throws Exception {
    SystemTools.requireGnu();
    previewer = CommandPreviewer.of(Clock.systemUTC());
    local = LocalFiles.open();
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  @AfterAll
  static void close() {
    if (local != null) {
      local.close();
    }
  }

  private static Optional<String> preview(String command, int user) throws Exception {
    Path all = Files.createDirectory(folder.toRealPath().resolve("t" + NUMBER.incrementAndGet()));
    Path tree = Files.createDirectories(all.resolve("above/tree"));
    SystemTools.run(List.of("sh", "-c", GROW), tree, 0, 022);
    if (user != 0) {
      SystemTools.run(
          List.of("sh", "-c", "chown -hR 65534:65534 . && chmod 2755 lends && chmod 6755 other"),
          tree,
          0,
          022);
    }
    Agreement agreement =
        new Agreement(previewer, local.view(), LIMITS, all, tree, user, List.of());
    return agreement.compare(List.of(command.split(" ", -1)), 022, command);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cp -t folder -t handing file",
        "cp -t folder -t folder file",
        "mv -t folder -t handing file",
        "ln -t folder -t handing file",
        "cp -p lends file",
        "cp -p lends other",
        "cp -p other lends",
        "cp -p file lends",
        "cp -a lends other folder",
        "cp -r sticky folder",
        "cp -r folder handing",
        "cp -a folder handing",
        "cp -rL folder copy",
        "cp -l -r folder .",
        "cp -l -r folder folder/..",
        "cp -Rn folder handing",
        "cp -Rn folder/. handing sticky",
        "cp -rn folder file handing",
        "cp -r -n folder file",
        "cp -R -n folder sticky file",
        "touch -h -r dangling file",
        "touch -r dangling -h file",
        "touch -r file -d 2020-01-01T00:00:00Z other",
        "touch -a file",
        "touch -m -d @1 file",
        "touch -a -d @1 new",
        "install -d handing",
        "install -d -m 755 handing new",
        "install -d -m u=rwx,go-w handing/new folder",
        "install -d -o 1 new",
        "install link .",
        "install -p link link",
        "install other link .",
        "install here handing",
        "install other here",
        "install -d -m 2770 new",
        "install -d -T new newer",
        "install -d -T new newer newest",
        "install -d -t folder new",
        "ln -sfn missing dangling",
        "mkdir -m g+s handing/new new",
        "mkdir -pm o+t new/ new/deep",
        "mkdir -m g-s -p new/deep",
        "install -D none new/file",
        "install -D folder new/deep/file",
        "install -T -D none new/deep/file",
        "install -D file handing/new/file",
        "rmdir --ignore-fail-on-non-empty handing folder",
        "rmdir -p --ignore-fail-on-non-empty folder sticky",
        "mkdir -p -m u+s,go= handing/a/b",
        "mkdir -m 00700 handing/new",
        "mkdir -p -m 2700 folder handing",
        "truncate -s +3 -s 5 file",
        "truncate -s +3 -s -1 file",
        "truncate -s %4 -s 3 file",
        "sed -i s/\\(o\\)/\\2/ file",
        "sed -n p file none other",
        "sed -i s/o.*$/X/ file other lends",
        "sed -i s/^t*h/H/g other",
        "sed -i s/e$/&&/ file other",
        "sed -E -i s/./X/ file",
        "find . -perm -2000 -delete",
        "find . -type f -perm 644 -delete",
        "find . -perm /6000 -type f -delete"
      })
  void agreeNow(String command) throws Exception {
    assertThat(preview(command, 0)).as("as root").isEmpty();
    if (SystemTools.isRoot()) {
      assertThat(preview(command, NOBODY)).as("as nobody").isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cp -r folder folder",
        "mv -n loop/ file",
        "mv -u -n dangling/ dangling",
        "cp -lrn folder .",
        "rm -rf loop/",
        "mv here/link file",
        "install -d new/../file/x",
        "find folder/.. -delete",
        "find here/ -delete",
        "cp -a folder/. folder/new",
        "sed p file folder other",
        "cp -a folder/deep file folder handing",
        "cp -r handing/../folder folder handing",
        "install -d ..",
        "install -D folder new/deep/",
        "ln -t here -sfn file other",
        "mv here here/ file here"
      })
  void endWithAReasonNow(String command) throws Exception {
    assertThat(preview(command, 0)).isPresent();
  }
}
