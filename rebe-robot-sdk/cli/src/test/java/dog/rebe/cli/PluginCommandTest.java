package dog.rebe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.change.Digest;
import dog.rebe.cli.Keyboard.Typed;
import dog.rebe.sandbox.packaging.OwnerKey;
import dog.rebe.sandbox.packaging.Revocations;
import dog.rebe.sandbox.packaging.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a module to an installed package, as its author types it. */
final class PluginCommandTest {

  /** {@code (module (memory 1) (func (export "_start")))}, which answers nothing. */
  private static final String MODULE =
      "0061736d01000000010401600000030201000503010001070a01065f737461727400000a040102000b";

  /** The same with an endless loop. */
  private static final String LOOP =
      "0061736d01000000010401600000030201000503010001070a01065f737461727400000a09010700"
          + "03400c000b0b";

  @TempDir private Path folder;
  private Keyboard keyboard;

  @BeforeEach
  void write() throws IOException {
    keyboard = Keyboard.in(folder);
    Files.write(folder.resolve("m.wasm"), HexFormat.of().parseHex(MODULE));
    Files.write(folder.resolve("loop.wasm"), HexFormat.of().parseHex(LOOP));
    Files.writeString(folder.resolve("licence"), "MIT");
    Files.writeString(folder.resolve("request"), "{}");
    Files.writeString(
        folder.resolve("manifest.json"),
        "{\"abi\":\"1.0\",\"name\":\"still\",\"version\":\"1\",\"verbs\":[\"check\"],\"summary\":\"a"
            + " \\u001b[31mred line\",\"wants\":[{\"grant\":\"clock\"}]}");
  }

  private String at(String name) {
    return folder.resolve(name).toString();
  }

  private Typed pack(String module) {
    return keyboard.type(
        "plugin",
        "pack",
        "--manifest",
        at("manifest.json"),
        "--licence",
        at("licence"),
        "-o",
        at(module + ".rebe"),
        at(module + ".wasm"));
  }

  @Test
  void packsSignsAndInstalls() throws IOException {
    String digest = pack("m").out().strip();
    assertThat(digest).matches("[0-9a-f]{64}");
    Typed key = keyboard.type("plugin", "key", at("key"));
    assertThat(key.exit()).isZero();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("key"))))
        .isEqualTo("rw-------");
    assertThat(install().exit()).as("not signed").isEqualTo(1);
    assertThat(install().err()).contains("not signed");
    assertThat(keyboard.type("plugin", "sign", "--key", at("key"), at("m.rebe")).out().strip())
        .isEqualTo(digest);
    assertThat(install().out().strip()).isEqualTo(digest);
    assertThat(folder.resolve(".rebe/plugins/packages").resolve(digest)).exists();
    assertThat(keyboard.type("plugin", "inspect", at("m.rebe")).out())
        .contains("still 1", digest, "know what time it is, if it may", "signature ed25519")
        .doesNotContain("\u001b");
  }

  private Typed install() {
    return keyboard.type("plugin", "install", "--trust", at("key.pub"), at("m.rebe"));
  }

  private Typed runInstalled(String name) {
    return keyboard.type(
        "plugin",
        "run",
        "--trust",
        at("key.pub"),
        "-d",
        "2m",
        "--memory",
        "1MiB",
        "-m",
        "1KiB",
        name,
        "check",
        at("request"));
  }

  @Test
  void runsWhatWasInstalledByNameOrDigest() {
    assertThat(keyboard.type("plugin", "key", at("key")).exit()).isZero();
    assertThat(runInstalled("still").err()).contains("No plugin still is in the store");
    String digest = pack("m").out().strip();
    keyboard.type("plugin", "sign", "--key", at("key"), at("m.rebe"));
    assertThat(install().exit()).isZero();
    assertThat(runInstalled("still").exit()).isZero();
    assertThat(runInstalled(digest).exit()).isZero();
    assertThat(runInstalled("../still").err()).contains("No plugin ../still is in the store");
    assertThat(runInstalled("0".repeat(64)).exit()).isEqualTo(2);
  }

  @Test
  void trustIsCheckedAgainBeforeAnInstalledPluginRuns() throws Exception {
    keyboard.type("plugin", "key", at("key"));
    String digest = pack("m").out().strip();
    keyboard.type("plugin", "sign", "--key", at("key"), at("m.rebe"));
    assertThat(install().exit()).isZero();
    keyboard.type("plugin", "key", at("other"));
    Typed untrusted =
        keyboard.type(
            "plugin",
            "run",
            "--trust",
            at("other.pub"),
            "-d",
            "2m",
            "--memory",
            "1MiB",
            "-m",
            "1KiB",
            "still",
            "check",
            at("request"));
    assertThat(untrusted.exit()).isEqualTo(1);
    assertThat(untrusted.err()).contains("plugin-untrusted", "signed by nobody who is trusted");

    revoke("list", 2, Set.of(new Digest(digest)));
    assertThat(installRevoking("list").err()).contains("was revoked");
    assertThat(runInstalled("still").err()).contains("plugin-untrusted", "was revoked");
    revoke("older", 1, Set.of());
    assertThat(installRevoking("older").err()).contains("2 is known already");
    assertThat(runInstalled("still").err()).contains("was revoked");
    revoke("newer", 3, Set.of());
    assertThat(installRevoking("newer").exit()).isZero();
    assertThat(runInstalled("still").exit()).isZero();
  }

  private Typed revoke(String... what) {
    List<String> words = new ArrayList<>();
    Collections.addAll(words, "plugin", "revoke", "--key", at("key"), "--list", at("revoked"));
    Collections.addAll(words, what);
    return keyboard.type(words.toArray(String[]::new));
  }

  @Test
  void revokesPackagesAndKeysOnAListThatIsContinued() {
    keyboard.type("plugin", "key", at("key"));
    keyboard.type("plugin", "key", at("stolen"));
    String digest = pack("m").out().strip();
    keyboard.type("plugin", "sign", "--key", at("key"), at("m.rebe"));
    assertThat(install().exit()).isZero();

    Typed first = revoke(at("m.rebe"));
    assertThat(first.out()).contains("package " + digest);
    assertThat(first.err()).contains("List 1 revokes 1 package and 0 keys");
    assertThat(revoke(at("stolen.pub")).err()).contains("List 2 revokes 1 package and 1 key");
    assertThat(revoke(digest).err()).contains("is on the list already");

    Typed taken = takeIn("key.pub");
    assertThat(taken.err()).contains("List 2 revokes 1 package and 1 key");
    assertThat(taken.exit()).isZero();
    assertThat(runInstalled("still").err()).contains("plugin-untrusted", "was revoked");

    assertThat(revoke("--lift", digest).err()).contains("List 3 revokes 0 packages and 1 key");
    assertThat(revoke("--lift", digest).err()).contains("is not on the list");
    assertThat(takeIn("stolen.pub").err()).contains("signed by nobody who is trusted");
    assertThat(takeIn("key.pub").exit()).isZero();
    assertThat(runInstalled("still").exit()).isZero();
  }

  @Test
  void aListOfAnotherSignerLiftsNothing() throws Exception {
    keyboard.type("plugin", "key", at("key"));
    keyboard.type("plugin", "key", at("other"));
    String digest = pack("m").out().strip();
    keyboard.type("plugin", "sign", "--key", at("key"), at("m.rebe"));
    assertThat(install().exit()).isZero();
    revoke(digest);
    assertThat(takeIn("key.pub").exit()).isZero();

    revoke("others", 2, Set.of(), "other");
    Typed taken =
        keyboard.type(
            "plugin", "install", "--trust", at("other.pub"), "--revocations", at("others"));
    assertThat(taken.exit()).isZero();
    assertThat(taken.err())
        .contains(
            "List 1 revokes 1 package and 0 keys, signed by "
                + Files.readString(folder.resolve("key.pub")).strip(),
            "List 2 revokes 0 packages and 0 keys, signed by "
                + Files.readString(folder.resolve("other.pub")).strip());
    assertThat(runInstalled("still").err()).contains("plugin-untrusted", "was revoked by ed25519:");
  }

  private Typed takeIn(String keys) {
    return keyboard.type("plugin", "install", "--trust", at(keys), "--revocations", at("revoked"));
  }

  @Test
  void whatCannotBeRevokedIsSaid() throws IOException {
    keyboard.type("plugin", "key", at("key"));
    assertThat(revoke(at("m.wasm")).err()).contains("is nothing that can be revoked");
    assertThat(revoke(at("missing")).err()).contains("there is no such file");
    assertThat(revoke("ed25519:AAAA").err()).contains("is nothing that can be revoked");
    assertThat(revoke(at("key.pub")).err()).contains("A key cannot revoke itself");
    assertThat(revoke().exit()).isEqualTo(2);
    assertThat(folder.resolve("revoked")).doesNotExist();
    Files.writeString(folder.resolve("revoked"), "not a list");
    assertThat(revoke("0".repeat(64)).err()).contains("cannot be continued");
    assertThat(folder.resolve("revoked")).hasContent("not a list");
    assertThat(keyboard.type("plugin", "install", "--trust", at("key.pub")).err())
        .contains("Nothing to install");
  }

  @Test
  void aKeyIsNeverWrittenOver() throws IOException {
    Files.writeString(folder.resolve("old"), "an old key");
    assertThat(keyboard.type("plugin", "key", at("old")).err()).contains("is there already");
    assertThat(folder.resolve("old")).hasContent("an old key");
    assertThat(folder.resolve("old.pub")).as("of no key that is there").doesNotExist();
    Files.writeString(folder.resolve("other.pub"), "an old public key");
    assertThat(keyboard.type("plugin", "key", at("other")).err()).contains("is there already");
    assertThat(folder.resolve("other")).doesNotExist();
    assertThat(folder.resolve("other.pub")).hasContent("an old public key");
  }

  @Test
  void printsTheSchemasForAuthorsInAnyLanguage() {
    assertThat(keyboard.type("plugin", "schema").out()).contains("plan-answer\n", "manifest\n");
    assertThat(keyboard.type("plugin", "schema", "decode-request").out()).contains("\"stdout\"");
    Typed none = keyboard.type("plugin", "schema", "nothing");
    assertThat(none.exit()).isEqualTo(2);
    assertThat(none.err()).contains("There is no schema nothing", "decode-request");
  }

  private void revoke(String name, long serial, Set<Digest> packages) throws Exception {
    revoke(name, serial, packages, "key");
  }

  private void revoke(String name, long serial, Set<Digest> packages, String by) throws Exception {
    SigningKey key =
        SigningKey.parse(
            Files.readString(folder.resolve(by)),
            OwnerKey.parse(Files.readString(folder.resolve(by + ".pub"))));
    Files.write(folder.resolve(name), new Revocations(serial, Set.of(), packages).sign(key));
  }

  private Typed installRevoking(String list) {
    return keyboard.type(
        "plugin", "install", "--trust", at("key.pub"), "--revocations", at(list), at("m.rebe"));
  }

  @Test
  void runsAPluginWithinItsLimits() {
    pack("m");
    assertThat(run("2m", "m.rebe", "check").exit()).isZero();
    assertThat(run("2m", "m.rebe", "decode").err()).contains("plugin-incompatible");
    pack("loop");
    Typed loop = run("2s", "loop.rebe", "check");
    assertThat(loop.exit()).isEqualTo(1);
    assertThat(loop.err()).contains("plugin-timed-out").contains("took too long");
  }

  private Typed run(String deadline, String plugin, String verb) {
    return keyboard.type(
        "plugin",
        "run",
        "-d",
        deadline,
        "--memory",
        "1MiB",
        "-m",
        "1KiB",
        at(plugin),
        verb,
        at("request"));
  }

  @Test
  void badInputSaysWhatIsWrong() {
    assertThat(keyboard.type("plugin").exit()).isEqualTo(2);
    assertThat(keyboard.type("plugin", "inspect", at("missing")).exit()).isEqualTo(2);
    assertThat(keyboard.type("plugin", "inspect", at("m.wasm")).err())
        .contains("no package of a plugin");
    pack("m");
    assertThat(pack("m").err()).contains("is there already");
    assertThat(keyboard.type("plugin", "run", at("m.rebe"), "check", at("request")).exit())
        .as("limits have no defaults")
        .isEqualTo(2);
  }
}
