package dog.rebe.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dog.rebe.outcome.CapturedOutput;
import dog.rebe.outcome.ExitStatus;
import dog.rebe.outcome.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a guest finds in a folder, and that it finds nothing beside it. */
final class GrantedFoldersTest {

  private static final int NOENT = 44;
  private static final int MFILE = 33;
  private static final int NOSPC = 51;
  private static final int ROFS = 69;
  private static final int NOTCAPABLE = 76;

  private static final String IMPORTS =
      Guests.wasi("fd_read", "(param i32 i32 i32 i32) (result i32)")
          + Guests.wasi("fd_write", "(param i32 i32 i32 i32) (result i32)")
          + Guests.wasi("path_open", "(param i32 i32 i32 i32 i32 i64 i64 i32 i32) (result i32)")
          + Guests.wasi("path_symlink", "(param i32 i32 i32 i32 i32) (result i32)")
          + Guests.wasi("path_create_directory", "(param i32 i32 i32) (result i32)")
          + Guests.wasi("path_unlink_file", "(param i32 i32 i32) (result i32)")
          + Guests.wasi("path_rename", "(param i32 i32 i32 i32 i32 i32) (result i32)")
          + Guests.wasi("fd_filestat_set_size", "(param i32 i64) (result i32)")
          + Guests.wasi("proc_exit", "(param i32)");

  /** The path of standard input is at 1024, its length at 8. */
  private static final String READ_PATH =
      "(i32.store (i32.const 0) (i32.const 1024)) (i32.store (i32.const 4) (i32.const 4096))"
          + "(drop (call $fd_read (i32.const 0) (i32.const 0) (i32.const 1) (i32.const 8)))";

  /** Copies the file with the path of standard input to standard output; exits with an errno. */
  private static final String CAT =
      Guests.command(
          IMPORTS,
          "(local $e i32) "
              + READ_PATH
              + "(local.set $e (call $path_open (i32.const 3) (i32.const 1) (i32.const 1024)"
              + " (i32.load (i32.const 8)) (i32.const 0) (i64.const 2) (i64.const 0) (i32.const 0)"
              + " (i32.const 12)))"
              + "(if (local.get $e) (then (call $proc_exit (local.get $e))))"
              + "(i32.store (i32.const 0) (i32.const 8192))"
              + "(i32.store (i32.const 4) (i32.const 4096))"
              + "(drop (call $fd_read (i32.load (i32.const 12)) (i32.const 0) (i32.const 1)"
              + " (i32.const 4)))"
              + "(drop (call $fd_write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 8)))");

  private static PluginHost host;

  @BeforeAll
  static void open() {
    host = PluginHost.builder(Guests.LOADING).build();
  }

  @AfterAll
  static void close() {
    host.close();
  }

  private static Outcome<CapturedOutput> call(String text, String path, Grants grants) {
    String wants =
        "{\"grant\":\"read-folder\",\"subject\":\"/d\"},{\"grant\":\"write-folder\",\"subject\":\"/w\"}";
    Plugin plugin = host.load(Guests.plugin(text, wants)).value().orElseThrow();
    return host.call(
        plugin,
        PluginCall.of("decode", path.getBytes(StandardCharsets.UTF_8), Guests.LIMITS)
            .grants(grants));
  }

  /** The content, or the errno. */
  private static Object cat(Folder folder, String path) {
    Outcome<CapturedOutput> outcome = call(CAT, path, Grants.none().readFolder("/d", folder));
    Optional<CapturedOutput> output = outcome.value();
    return output.isPresent()
        ? output.get().stdout().utf8()
        : ((ExitStatus) outcome.evidence().exit().orElseThrow()).code();
  }

  private static Folder folder(Path base) throws IOException {
    Path inside = Files.createDirectory(base.resolve("inside"));
    Files.writeString(base.resolve("secret"), "secret");
    Files.writeString(inside.resolve("plain"), "plain");
    Files.createDirectories(inside.resolve("a/b"));
    Files.writeString(inside.resolve("a/b/deep"), "deep");
    Files.createSymbolicLink(inside.resolve("within"), Path.of("a/b/../b/deep"));
    Files.createSymbolicLink(inside.resolve("absolute-within"), Path.of("/d/plain"));
    Files.createSymbolicLink(inside.resolve("out"), Path.of("../secret"));
    Files.createSymbolicLink(inside.resolve("absolute-out"), base.resolve("secret"));
    Files.createSymbolicLink(inside.resolve("folder-out"), base);
    Files.createSymbolicLink(inside.resolve("a/up"), Path.of(".."));
    Files.createSymbolicLink(inside.resolve("round"), Path.of("round"));
    return Folder.of(inside);
  }

  @Test
  void readsFilesAndFollowsLinksInside(@TempDir Path base) throws IOException {
    Folder folder = folder(base);
    assertThat(cat(folder, "plain")).isEqualTo("plain");
    assertThat(cat(folder, "./a//b/deep")).isEqualTo("deep");
    assertThat(cat(folder, "a/../plain")).isEqualTo("plain");
    assertThat(cat(folder, "within")).isEqualTo("deep");
    assertThat(cat(folder, "absolute-within")).isEqualTo("plain");
    assertThat(cat(folder, "a/up/plain")).isEqualTo("plain");
    assertThat(cat(folder, "missing")).isEqualTo(NOENT);
    assertThat(cat(folder, "round")).isEqualTo(32);
  }

  @Tag("fault-52")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "../secret",
        "a/../../secret",
        "/secret",
        "/etc/passwd",
        "a/b/../../../secret",
        "..",
        "./..",
        "out",
        "absolute-out",
        "folder-out/secret",
        "a/up/../secret",
        "a/up/out"
      })
  void noPathLeadsOut(String path, @TempDir Path base) throws IOException {
    assertThat(cat(folder(base), path)).isEqualTo(NOTCAPABLE);
  }

  @Test
  @Tag("fault-52")
  void aPathWithNulIsNoPath(@TempDir Path base) throws IOException {
    assertThat(cat(folder(base), "plain\0/../../secret")).isIn(28, NOTCAPABLE);
  }

  @Test
  void aReadFolderCannotBeChanged() {
    String changes =
        Guests.command(
            IMPORTS,
            READ_PATH
                + "(call $proc_exit (call $path_create_directory (i32.const 3) (i32.const 1024)"
                + " (i32.load (i32.const 8))))");
    Folder folder = Folder.ofFiles(Map.of("x", new byte[1]));
    assertThat(call(changes, "new", Grants.none().readFolder("/d", folder)).evidence().exit())
        .contains(new ExitStatus(ROFS));
    String unlinks = changes.replace("(call $path_create_directory", "(call $path_unlink_file");
    assertThat(call(unlinks, "x", Grants.none().readFolder("/d", folder)).evidence().exit())
        .contains(new ExitStatus(ROFS));
    String opensToWrite = CAT.replace("(i64.const 2)", "(i64.const 66)");
    assertThat(call(opensToWrite, "x", Grants.none().readFolder("/d", folder)).evidence().exit())
        .contains(new ExitStatus(ROFS));
    String creates = CAT.replace("(i32.const 0) (i64.const 2)", "(i32.const 1) (i64.const 2)");
    assertThat(call(creates, "y", Grants.none().readFolder("/d", folder)).evidence().exit())
        .contains(new ExitStatus(ROFS));
  }

  /** Creates the file of standard input in /w and writes its own name into it. */
  private static final String CREATE =
      Guests.command(
          IMPORTS,
          "(local $e i32) "
              + READ_PATH
              + "(local.set $e (call $path_open (i32.const 3) (i32.const 1) (i32.const 1024)"
              + " (i32.load (i32.const 8)) (i32.const 1) (i64.const 66) (i64.const 0) (i32.const 0)"
              + " (i32.const 12)))"
              + "(if (local.get $e) (then (call $proc_exit (local.get $e))))"
              + "(i32.store (i32.const 4) (i32.load (i32.const 8)))"
              + "(call $proc_exit (call $fd_write (i32.load (i32.const 12)) (i32.const 0)"
              + " (i32.const 1) (i32.const 16)))");

  @Test
  void whatAPluginWritesIsHandedToItsCaller() {
    ScratchFolder scratch = ScratchFolder.of(100, 10);
    assertThat(call(CREATE, "hello", Grants.none().writeFolder("/w", scratch)).evidence().exit())
        .contains(new ExitStatus(0));
    assertThat(scratch.files()).containsOnlyKeys("hello");
    assertThat(scratch.files().get("hello")).asString().isEqualTo("hello");
  }

  @Test
  @Tag("fault-51")
  void aScratchFolderIsFullAtItsLimit() {
    assertThat(
            call(CREATE, "hello", Grants.none().writeFolder("/w", ScratchFolder.of(4, 10)))
                .evidence()
                .exit())
        .contains(new ExitStatus(NOSPC));
    assertThat(
            call(CREATE, "hello", Grants.none().writeFolder("/w", ScratchFolder.of(100, 0)))
                .evidence()
                .exit())
        .contains(new ExitStatus(NOSPC));
    String sparse =
        CREATE.replace(
            "(call $fd_write (i32.load (i32.const 12)) (i32.const 0) (i32.const 1) (i32.const 16))",
            "(call $fd_filestat_set_size (i32.load (i32.const 12)) (i64.const 1099511627776))");
    assertThat(sparse).isNotEqualTo(CREATE);
    assertThat(
            call(sparse, "hello", Grants.none().writeFolder("/w", ScratchFolder.of(100, 10)))
                .evidence()
                .exit())
        .contains(new ExitStatus(NOSPC));
  }

  @Test
  @Tag("fault-51")
  void openFilesAreLimited() {
    String opensAll =
        Guests.command(
            IMPORTS,
            "(local $e i32) "
                + READ_PATH
                + "(loop $l (local.set $e (call $path_open (i32.const 3) (i32.const 1)"
                + " (i32.const 1024) (i32.load (i32.const 8)) (i32.const 0) (i64.const 2)"
                + " (i64.const 0) (i32.const 0) (i32.const 12)))"
                + "(br_if $l (i32.eqz (local.get $e)))) (call $proc_exit (local.get $e))");
    Folder folder = Folder.ofFiles(Map.of("x", new byte[1]));
    assertThat(call(opensAll, "x", Grants.none().readFolder("/d", folder)).evidence().exit())
        .contains(new ExitStatus(MFILE));
  }

  @Test
  void aFolderThatIsNoneCannotBeGranted(@TempDir Path base) throws IOException {
    Path file = Files.writeString(base.resolve("file"), "x");
    assertThatThrownBy(() -> Folder.of(file)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> Folder.of(base.resolve("missing"))).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> Folder.ofFiles(Map.of("/etc/x", new byte[0])))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Folder.ofFiles(Map.of("../x", new byte[0])))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Grants.none().readFolder("data", Folder.ofFiles(Map.of())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("absolute");
  }
}
