package dog.rebe.ssh.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;

/** Whatever a file holds: it is understood, or refused by our exception with a remedy. */
class SshConfigRobustnessTest {

  private Path home;
  private Path file;

  @BeforeProperty
  void makeHome() throws IOException {
    home = Files.createTempDirectory("ssh-config");
    file = home.resolve("config");
  }

  @AfterProperty
  void removeHome() throws IOException {
    Files.deleteIfExists(file);
    Files.delete(home);
  }

  private void readsOrRefuses(byte[] content) throws IOException {
    Files.write(file, content);
    try {
      SshConfig config = SshConfig.parse(file, new Homes(home).user());
      assertThat(config.aliases()).doesNotContain("");
      assertThat(config.route("web").get(0).port()).isBetween(1, 65_535);
    } catch (SshConfigException expected) {
      assertThat(expected.file()).isPresent();
      assertThat(expected.remedy()).isNotBlank();
      assertThat(expected).hasMessageNotContaining("null");
    }
  }

  @Property
  void anyBytes(@ForAll byte[] content) throws IOException {
    readsOrRefuses(content);
  }

  @Property
  void anyLinesThatLookLikeDirectives(@ForAll("lines") List<String> lines) throws IOException {
    readsOrRefuses(String.join("\n", lines).getBytes(UTF_8));
  }

  @Provide
  Arbitrary<List<String>> lines() {
    Arbitrary<String> keywords =
        Arbitraries.of(
            "Host",
            "Match",
            "HostName",
            "User",
            "Port",
            "IdentityFile",
            "IdentityAgent",
            "ProxyJump",
            "ProxyCommand",
            "UserKnownHostsFile",
            "HostKeyAlias",
            "ConnectTimeout",
            "IgnoreUnknown",
            "PreferredAuthentications",
            "StrictHostKeyChecking",
            "AddressFamily");
    Arbitrary<String> words =
        Arbitraries.of(
            "web",
            "*",
            "!web",
            "none",
            "all",
            "host",
            "user=me",
            "22",
            "%h",
            "%%",
            "%",
            "~",
            "~/x",
            "${KEYS}",
            "${",
            "$x",
            "a@b:3",
            "[::1]:9",
            "ssh://x",
            ",",
            "a,b",
            "\"",
            "'",
            "\\",
            "#",
            "=",
            "yes",
            "ask",
            "5m",
            "-x",
            "\t",
            "exec",
            "publickey");
    Arbitrary<String> values =
        Arbitraries.oneOf(words, Arbitraries.strings().ascii().ofMaxLength(5))
            .list()
            .ofMaxSize(3)
            .map(list -> String.join(" ", list));
    return Combinators.combine(keywords, values).as((k, v) -> k + " " + v).list().ofMaxSize(5);
  }
}
