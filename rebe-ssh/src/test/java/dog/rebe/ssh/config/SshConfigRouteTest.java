package dog.rebe.ssh.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SshConfigRouteTest {

  @TempDir private Path home;
  private Homes homes;

  @BeforeEach
  void makeHome() {
    homes = new Homes(home);
  }

  private List<String> route(String alias, String... lines) throws IOException {
    return homes.config(lines).route(alias).stream()
        .map(settings -> settings.endpoint().toString())
        .toList();
  }

  @Test
  void hostWithoutJumpsIsItsOwnRoute() throws IOException {
    assertThat(route("web", "User x")).containsExactly("ssh:x@web:22");
  }

  @Test
  void jumpHostsHaveTheirOwnSettings() throws IOException {
    assertThat(
            route(
                "web",
                "Host web",
                "User deploy",
                "ProxyJump gate",
                "Host gate",
                "HostName gate.example.org",
                "User jump",
                "Port 2222"))
        .containsExactly("ssh:jump@gate.example.org:2222", "ssh:deploy@web:22");
  }

  @Test
  void whatTheJumpSaysComesBeforeTheJumpHostsSettings() throws IOException {
    assertThat(route("web", "Host web", "ProxyJump a@gate:1", "Host gate", "User b", "Port 2"))
        .containsExactly("ssh:a@gate:1", "ssh:me@web:22");
  }

  @Test
  void severalJumpsAreVisitedInTheirOrder() throws IOException {
    assertThat(route("web", "Host web", "ProxyJump one,two:2,ssh://u@three:3"))
        .containsExactly("ssh:me@one:22", "ssh:me@two:2", "ssh:u@three:3", "ssh:me@web:22");
  }

  @Test
  void firstJumpHostIsReachedAsTheConfigurationSaysAndTheOthersThroughIt() throws IOException {
    assertThat(
            route(
                "web",
                "Host web",
                "ProxyJump one,two",
                "Host one",
                "ProxyJump zero",
                "Host two",
                "ProxyCommand nc %h %p"))
        .containsExactly("ssh:me@zero:22", "ssh:me@one:22", "ssh:me@two:22", "ssh:me@web:22");
    assertThat(route("web", "Host web", "ProxyJump one,two", "Host two", "ProxyJump elsewhere"))
        .containsExactly("ssh:me@one:22", "ssh:me@two:22", "ssh:me@web:22");
  }

  @Test
  void tokensAreOfTheTarget() throws IOException {
    assertThat(
            route(
                "web",
                "Host web",
                "HostName web.example",
                "User u",
                "Port 7",
                "ProxyJump %r@gate.%h"))
        .containsExactly("ssh:u@gate.web.example:22", "ssh:u@web.example:7");
  }

  @Test
  void jumpToNowhere() throws IOException {
    assertThat(route("web", "Host web", "ProxyJump none", "Host *", "ProxyJump gate"))
        .containsExactly("ssh:me@web:22");
  }

  @Test
  void refusesCircleAndSaysHowToMendIt() throws IOException {
    SshConfig config = homes.config("Host *", "ProxyJump gate");
    assertThatThrownBy(() -> config.route("web"))
        .isInstanceOf(SshConfigException.class)
        .hasMessageContaining("config:2: ProxyJump leads in a circle")
        .hasMessageContaining("Host * !gate");
    SshConfig two = homes.config("Host a", "ProxyJump b", "Host b", "ProxyJump a");
    assertThatThrownBy(() -> two.route("a")).isInstanceOf(SshConfigException.class);
    assertThat(route("web", "Host * !gate", "ProxyJump gate")).hasSize(2);
  }

  @Test
  void refusesWhatAJumpHostNeedsAndIsNotSupported() throws IOException {
    SshConfig config =
        homes.config("Host web", "ProxyJump gate", "Host gate", "Ciphers aes128-ctr");
    assertThat(config.resolve("web").proxyJump()).hasSize(1);
    assertThatThrownBy(() -> config.route("web"))
        .isInstanceOf(SshConfigException.class)
        .hasMessageContaining("config:4: Ciphers");
  }

  @ParameterizedTest
  @CsvSource({
    "gate,,gate,0",
    "u@gate:22,u,gate,22",
    "a@b@gate,a@b,gate,0",
    "[2001:db8::1]:22,,2001:db8::1,22",
    "[2001:db8::1],,2001:db8::1,0",
    "ssh://gate/,,gate,0",
    "ssh://u@[::1]:2222,u,::1,2222"
  })
  void jumpsInEveryForm(String text, String user, String host, int port) {
    Place place = new Place(Path.of("config"), 1);
    Directive directive = LineReader.read("ProxyJump " + text + " # comment", place).orElseThrow();
    assertThat(JumpHop.read(directive))
        .containsExactly(
            new JumpHop(
                Optional.ofNullable(user),
                host,
                port == 0 ? OptionalInt.empty() : OptionalInt.of(port)));
  }
}
