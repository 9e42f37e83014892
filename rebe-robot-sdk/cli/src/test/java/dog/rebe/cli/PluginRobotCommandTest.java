package dog.rebe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.cli.Keyboard.Typed;
import dog.rebe.sandbox.packaging.PackageException;
import dog.rebe.sandbox.packaging.PluginPackage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A robot in WebAssembly, from its package to what it planned for this machine. */
final class PluginRobotCommandTest {

  private static final String MANIFEST =
      """
      {"abi": "1.0", "name": "starter", "version": "1.2", "verbs": ["plan"],
       "robot": {"purpose": "Makes a mark.",
                 "goal": [{"name": "service", "meaning": "Which service.", "kind": "text",
                           "form": "word", "standard": "web"}],
                 "phrases": ["make the mark"],
                 "observes": [{"command": "uptime", "reason": "to see which machines are there"}],
                 "changes": ["files:mark"]}}
      """;

  @TempDir Path home;
  private Path file;
  private Path mark;

  @BeforeEach
  void packs() throws IOException, PackageException {
    mark = home.resolve("mark");
    String plan =
        """
        {"purpose": "Makes a mark.", "steps": [
          {"id": "mark", "purpose": "Makes the file.", "nodes": ["localhost"],
           "command": {"arguments": ["touch", "%s"]}}]}
        """
            .formatted(mark);
    file = home.resolve("starter.rebe");
    byte[] manifest = MANIFEST.getBytes(StandardCharsets.UTF_8);
    Files.write(file, PluginPackage.pack(Guest.answering(plan), manifest, "MIT").write());
  }

  private Typed type(String... arguments) {
    return Keyboard.in(home).type(arguments);
  }

  private Typed plan(String... further) {
    List<String> words =
        new ArrayList<>(
            List.of("robot", "plan", "starter", "--plugin", file.toString(), "-n", "local:"));
    words.addAll(List.of(further));
    return type(words.toArray(String[]::new));
  }

  @Test
  void isListedAndShownWithoutAGrant() {
    assertThat(type("robot", "list", "--plugin", file.toString()).out())
        .contains("plugin.starter 1.2", "Makes a mark.", "com.example.mark 1.0.0");
    Typed shown = type("robot", "show", "starter", "--plugin", file.toString());
    assertThat(shown.out())
        .contains("May change: files:mark", "uptime: to see which machines are there")
        .contains("service=web");
  }

  @Test
  void inspectShowsItAsARobot() {
    assertThat(type("plugin", "inspect", file.toString()).out())
        .contains("robot     plugin.starter: Makes a mark.")
        .contains("goal      service=web  Which service.")
        .contains("phrase    make the mark")
        .contains("looks at  uptime: to see which machines are there")
        .contains("changes   files:mark");
  }

  @Test
  void seesNothingThatIsNotGranted() {
    Typed refused = plan();
    assertThat(refused.exit()).isEqualTo(ExitCode.BAD_INPUT.number());
    assertThat(refused.err())
        .contains("wants to see what the command uptime prints")
        .contains("--observe NAME=COMMAND");
  }

  @Test
  void plansInTheSandboxAndDestroysUnlessSomebodyKnowsBetter() {
    Typed planned = plan("--observe", "uptime=echo up");
    assertThat(planned.exit()).as(planned.err()).isZero();
    assertThat(planned.out())
        .contains("Asked for by ", "planned by plugin.starter")
        .contains("Makes the file. On localhost.", "It destroys something.");
    assertThat(plan("--observe", "uptime=echo up", "--repeats", "touch *").out())
        .contains("It changes something.");
    assertThat(plan("--observe", "uptime=echo up", "--changes", "touch").out())
        .as("another number of words")
        .contains("It destroys something.");
    assertThat(mark).doesNotExist();
  }

  @Test
  void anExitThatIsAnAnswerIsNamed() {
    Typed failed = plan("--observe", "uptime=false");
    assertThat(failed.exit()).isNotZero();
    assertThat(failed.out() + failed.err()).contains("uptime on localhost", "--accept-exit");
    Typed planned = plan("--observe", "uptime=false", "--accept-exit", "uptime=0,1");
    assertThat(planned.exit()).as(planned.err()).isZero();
    assertThat(planned.out()).contains("Makes the file. On localhost.");
    assertThat(plan("--observe", "uptime=false", "--accept-exit", "uptime=0,3").exit()).isNotZero();
  }

  @Test
  void anExitThatIsNoneOrOfNothingIsRefused() {
    for (String exits : List.of("uptime=", "uptime=x", "uptime=256", "uptime=0,,1", "uptime=-1")) {
      Typed refused = plan("--observe", "uptime=true", "--accept-exit", exits);
      assertThat(refused.exit()).as(exits).isEqualTo(ExitCode.BAD_INPUT.number());
      assertThat(refused.err()).as(exits).contains("--accept-exit uptime").contains("0 to 255");
    }
    Typed refused = plan("--observe", "uptime=true", "--accept-exit", "upthyme=1");
    assertThat(refused.exit()).isEqualTo(ExitCode.BAD_INPUT.number());
    assertThat(refused.err()).contains("--accept-exit upthyme").contains("--observe upthyme=");
  }

  @Test
  void saysWhatIsNoRobot() throws IOException, PackageException {
    byte[] manifest =
        "{\"abi\":\"1.0\",\"name\":\"still\",\"version\":\"1\",\"verbs\":[\"check\"]}"
            .getBytes(StandardCharsets.UTF_8);
    Files.write(file, PluginPackage.pack(Guest.answering("{}"), manifest, "MIT").write());
    assertThat(type("robot", "list", "--plugin", file.toString()).err())
        .contains("The plugin still is no robot: it has no verb plan");
    assertThat(type("plugin", "inspect", file.toString()).out()).doesNotContain("robot ");
    assertThat(type("robot", "list", "--plugin", home.resolve("none").toString()).exit())
        .isEqualTo(ExitCode.BAD_INPUT.number());
  }

  /** A module that writes the same answer whatever it is asked, byte by byte. */
  private static final class Guest {

    private static final int AT = 1024;

    static byte[] answering(String answer) {
      byte[] text = answer.getBytes(StandardCharsets.UTF_8);
      ByteArrayOutputStream module = new ByteArrayOutputStream();
      module.writeBytes(new byte[] {0, 'a', 's', 'm', 1, 0, 0, 0});
      // Types: (i32 i32 i32 i32) -> i32, and () -> ()
      section(module, 1, bytes(2, 0x60, 4, 0x7f, 0x7f, 0x7f, 0x7f, 1, 0x7f, 0x60, 0, 0));
      ByteArrayOutputStream imports = new ByteArrayOutputStream();
      imports.write(1);
      name(imports, "wasi_snapshot_preview1");
      name(imports, "fd_write");
      imports.writeBytes(bytes(0, 0));
      section(module, 2, imports.toByteArray());
      section(module, 3, bytes(1, 1));
      section(module, 5, bytes(1, 0, 2));
      ByteArrayOutputStream exports = new ByteArrayOutputStream();
      exports.write(2);
      name(exports, "memory");
      exports.writeBytes(bytes(2, 0));
      name(exports, "_start");
      exports.writeBytes(bytes(0, 1));
      section(module, 7, exports.toByteArray());
      section(module, 10, code(text.length));
      ByteArrayOutputStream data = new ByteArrayOutputStream();
      data.writeBytes(bytes(1, 0, 0x41));
      signed(data, AT);
      data.write(0x0b);
      unsigned(data, text.length);
      data.writeBytes(text);
      section(module, 11, data.toByteArray());
      return module.toByteArray();
    }

    /** Stores where the answer is and how long, and calls fd_write(1, 0, 1, 8). */
    private static byte[] code(int length) {
      ByteArrayOutputStream body = new ByteArrayOutputStream();
      body.write(0);
      store(body, 0, AT);
      store(body, 4, length);
      body.writeBytes(bytes(0x41, 1, 0x41, 0, 0x41, 1, 0x41, 8, 0x10, 0, 0x1a, 0x0b));
      ByteArrayOutputStream code = new ByteArrayOutputStream();
      code.write(1);
      unsigned(code, body.size());
      code.writeBytes(body.toByteArray());
      return code.toByteArray();
    }

    private static void store(ByteArrayOutputStream body, int address, int value) {
      body.write(0x41);
      signed(body, address);
      body.write(0x41);
      signed(body, value);
      body.writeBytes(bytes(0x36, 2, 0));
    }

    private static void section(ByteArrayOutputStream module, int id, byte[] content) {
      module.write(id);
      unsigned(module, content.length);
      module.writeBytes(content);
    }

    private static void name(ByteArrayOutputStream to, String name) {
      byte[] text = name.getBytes(StandardCharsets.UTF_8);
      unsigned(to, text.length);
      to.writeBytes(text);
    }

    private static void unsigned(ByteArrayOutputStream to, int value) {
      int left = value;
      while (left >= 0x80) {
        to.write((left & 0x7f) | 0x80);
        left >>>= 7;
      }
      to.write(left);
    }

    private static void signed(ByteArrayOutputStream to, int value) {
      int left = value;
      while (left >= 0x40) {
        to.write((left & 0x7f) | 0x80);
        left >>= 7;
      }
      to.write(left);
    }

    private static byte[] bytes(int... values) {
      byte[] bytes = new byte[values.length];
      for (int i = 0; i < values.length; i++) {
        bytes[i] = (byte) values[i];
      }
      return bytes;
    }
  }
}
